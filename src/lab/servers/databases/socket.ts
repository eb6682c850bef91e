import type net from 'node:net'
import { type Duplex, duplexPair } from 'node:stream'
import { CallContext } from '../../ground/call-context.ts'

type Done = (error?: Error | null) => void

/** What a socket in memory needs of its run. */
export interface Wiring {
  /** Something that will happen in so many ms. Returns what calls it off. */
  later(ms: number, action: () => void): () => void
  /** Has something delivered to the server, and calls `done` when more may be sent. */
  send(deliver: (done: Done) => void, done: Done): void
  /** All that was sent arrives now. */
  hurry(): void
  /** Whether the program that the socket belongs to is still running. */
  readonly isOver: boolean
  /** Called instead of a write when it is not. */
  tooLate(): void
}

/** The server's end of a connection in memory. */
export interface ServersEnd {
  readonly stream: Duplex
  /** Lets the client in: its socket is connected from now on. */
  accept(): void
}

/**
 * Plugs a client's socket into a stream in memory, as if it had reached a server. To the client it stays the
 * socket that it made: only what Node's streams ask of their makers is done differently, in the way that the
 * documentation of `node:stream` describes for those who implement one.
 */
export function plugIn(socket: net.Socket, wiring: Wiring): ServersEnd {
  // What Node calls back for a socket, it calls in the context in which it was connected.
  const context = new CallContext()
  const [near, far] = duplexPair()
  const idle = idleTimer(socket, wiring, context)
  const whenConnected = (action: () => void) => {
    if (socket.connecting) socket.once('connect', action)
    else action()
  }
  const parts = {
    connecting: true,
    _read: () => void near.resume(),
    _write: (chunk: unknown, encoding: BufferEncoding, done: Done) => {
      if (wiring.isOver) return wiring.tooLate()
      idle.again()
      whenConnected(() => wiring.send(sent => near.write(chunk, encoding, sent), done))
    },
    _writev: null,
    _final: (done: () => void) =>
      whenConnected(() => {
        wiring.hurry()
        near.end(done)
      }),
    _destroy: (error: Error | null, done: (error: Error | null) => void) => {
      idle.stop()
      Object.assign(socket, { connecting: false })
      near.destroy()
      done(error)
      // Where there is a handle, Node says this once that is closed.
      process.nextTick(() => socket.emit('close', error !== null))
    },
    setTimeout: idle.set,
  }
  Object.assign(socket, parts)
  near.on('data', chunk => {
    idle.again()
    if (!context.call(() => socket.push(chunk))) near.pause()
  })
  near.on('end', () => context.call(() => socket.push(null)))
  near.on('close', () => far.destroy())
  // What goes wrong on the way is the same as a connection that is gone.
  for (const end of [near, far]) end.on('error', () => socket.destroy())
  return {
    stream: far,
    accept() {
      if (socket.destroyed) return
      Object.assign(socket, { connecting: false })
      context.call(() => {
        socket.emit('connect')
        socket.emit('ready')
      })
    },
  }
}

/** `socket.setTimeout`: Node's own counts real time. */
function idleTimer(socket: net.Socket, { later }: Wiring, context: CallContext) {
  let ms = 0
  let callOff = () => {}
  const again = () => {
    callOff()
    if (ms > 0) callOff = later(ms, () => context.call(() => socket.emit('timeout')))
  }
  return {
    again,
    stop: () => callOff(),
    set: (timeout: number, callback?: () => void) => {
      ms = timeout
      again()
      if (callback && ms > 0) socket.once('timeout', callback)
      else if (callback) socket.removeListener('timeout', callback)
      return socket
    },
  }
}
