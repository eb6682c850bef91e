import dgram from 'node:dgram'
import net from 'node:net'
import { NetworkWhileLoading, UnknownAddress } from '../ground/errors.ts'
import { words } from '../ground/words/words.ts'
import { currentRun, host } from '../machine/host.ts'
import type { Replacement } from './replacement.ts'

/**
 * A connection that is not HTTP: to one of the run's databases, or to nobody. Then it is closed as if nobody
 * were there, in a way that any client can catch.
 */
export function connectElsewhere(socket: net.Socket, args: readonly unknown[]): net.Socket {
  const { host = 'localhost', port = 0, path, listener } = targetOf(args)
  if (listener) socket.once('connect', listener)
  const network = currentRun()?.network
  if (network?.databases.connect(socket, host, Number(port))) return socket
  const error = new UnknownAddress(
    words.servers.nothingThere({
      place: path ?? `${host}:${port}`,
      databases: network?.databases.names ?? [],
      hosts: network?.server.hosts ?? [],
    }),
    'ENOTFOUND',
  )
  Reflect.set(socket, 'connecting', true)
  process.nextTick(() => socket.destroy(error))
  return socket
}

export interface Target {
  readonly host?: string
  readonly port?: number | string
  /** The name of a pipe. */
  readonly path?: string
  readonly listener?: () => void
}

/** The arguments of `socket.connect`: options, or port and host, then a listener; or all that in an array. */
export function targetOf(args: readonly unknown[]): Target {
  const [first, second] = args
  if (Array.isArray(first)) return targetOf(first)
  const found = args.find(argument => typeof argument === 'function') as Target['listener']
  const listener = found ? { listener: found } : {}
  if (typeof first === 'object') return { ...(first as Target), ...listener }
  const host = typeof second === 'string' ? { host: second } : {}
  return { port: first as number, ...host, ...listener }
}

/** Inside a run, what the program's sockets reach is one of its fake servers or nothing. */
export function sockets(): Replacement[] {
  const { connect } = net.Socket.prototype
  const { send } = dgram.Socket.prototype
  return [
    [
      dgram.Socket.prototype,
      'send',
      function (this: dgram.Socket, ...args: Parameters<typeof send>) {
        if (host.loading) throw new NetworkWhileLoading('socket.send')
        if (currentRun()) throw new UnknownAddress(words.servers.noDatagrams(), 'ENOTFOUND')
        return send.apply(this, args)
      },
    ],
    [
      net.Socket.prototype,
      'connect',
      function (this: net.Socket, ...args: Parameters<typeof connect>) {
        if (host.loading && !currentRun()) {
          // Here and now: a client that is told later begins again and again.
          const { host: name = 'localhost', port, path } = targetOf(args)
          const place = path ?? `${name}:${port}`
          throw new NetworkWhileLoading(words.errors.connectionTo({ place }))
        }
        return !currentRun() || isMocked(args[0])
          ? connect.apply(this, args)
          : connectElsewhere(this, args)
      },
    ],
  ]
}

/** Sockets that nock plays both ends of look names up in a function of its own; a test guards this. */
export function isMocked(options: unknown): boolean {
  return (options as net.TcpSocketConnectOpts).lookup?.name === 'mockLookup'
}
