/** How a connection can fail to come about. */
export interface Unreachable {
  readonly refused?: boolean
  readonly unresolved?: boolean
}

/** Where a host that refuses connections seems to be: an address that is kept free for examples. */
const ADDRESS = '192.0.2.1'

/** Node's own error where a connection to a host and port does not come about; nothing where it does. */
export function connectionFailure(
  { refused, unresolved }: Unreachable,
  hostname: string,
  port: number,
): (Error & { code: string }) | undefined {
  if (refused) {
    const facts = { errno: -111, code: 'ECONNREFUSED', syscall: 'connect', address: ADDRESS, port }
    return Object.assign(new Error(`connect ECONNREFUSED ${ADDRESS}:${port}`), facts)
  }
  if (unresolved) {
    const facts = { errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname }
    return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), facts)
  }
  return undefined
}
