import net from 'node:net'
import { Readable } from 'node:stream'
import { words } from '../../words/words.ts'
import { lockSome } from './frozen.ts'
import { type Caller, hide, onlyFor } from './hidden.ts'

const { called, openedSocket } = words.tampering

type Any = (...args: unknown[]) => unknown

/**
 * By the class of any stream that is open here, such as `process.stdout`, one comes to every file that is. What stdin is
 * read with has all of `node:fs`.
 */
export function lockStreams(note: (what: string) => void): void {
  let stdin: Readable | undefined
  Object.defineProperty(process, 'stdin', {
    configurable: false,
    enumerable: true,
    get: () => {
      stdin ??= emptyInput(note)
      return stdin
    },
  })
  const prototypes = new Set<object>([net.Socket.prototype])
  for (const name of ['stdout', 'stderr'] as const) {
    const { _handle: handle } = process[name] as unknown as { _handle?: object }
    if (handle) prototypes.add(Object.getPrototypeOf(handle) as object)
  }
  for (const prototype of prototypes) close(prototype)

  /** Nobody makes another of its kind, with or without `new`, nor opens it anew. */
  function close(prototype: object): void {
    const closed = new Proxy(prototype.constructor, { construct: refuse, apply: refuse })
    Object.defineProperty(prototype, 'constructor', { value: closed })
    lockSome(prototype, ['constructor'])
    if (!('open' in prototype)) return
    const { open } = prototype as { open: Any }
    const byNode = ({ file }: Caller) => file === 'node:net'
    Object.defineProperty(prototype, 'open', {
      value: onlyFor(byNode, (self, args) => open.apply(self, args), refuse),
    })
    lockSome(prototype, ['open'])
  }

  function refuse(): never {
    note(openedSocket)
    throw new Error(openedSocket)
  }
}

/** Nothing to read; and who looks for Node's file system in it has shown what they are after. */
function emptyInput(note: (what: string) => void): Readable {
  const stream = Readable.from([])
  const key = Symbol('kFs')
  Object.defineProperty(stream, key, { configurable: true, value: undefined })
  hide(
    stream,
    key,
    () => false,
    () => note(called('node:fs')),
  )
  return stream
}
