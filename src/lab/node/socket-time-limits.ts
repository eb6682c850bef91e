import net from 'node:net'
import { host } from '../machine/host.ts'
import type { Restartable } from '../machine/simulated-thread.ts'
import type { Replacement } from './replacement.ts'

/**
 * Inside a run `socket.setTimeout` keeps simulated time, and with it the time limits of HTTP requests and agents,
 * which are those of their sockets.
 */
export function socketTimeLimits(): Replacement[] {
  const { setTimeout } = net.Socket.prototype
  function setSimulatedTimeout(this: net.Socket, ms: number, callback?: () => void): net.Socket {
    const { machine } = host
    if (!machine) return setTimeout.call(this, ms, callback)
    const socket = this as unknown as LimitedSocket
    forget(socket)
    // Node's own function checks the arguments and does all that is to be done, but for the waiting.
    setTimeout.call(this, ms, callback)
    const limit = limitOf(socket)
    if (!limit || socket.destroyed) return this
    host.real.clearTimeout(socket[limit] as NodeJS.Timeout)
    const kind = { name: 'socket.setTimeout', ref: false, hidden: true }
    socket[limit] = new SimulatedLimit(
      machine.setTimer(() => socket._onTimeout(), socket.timeout, [], kind),
    )
    return this
  }
  return [[net.Socket.prototype, 'setTimeout', setSimulatedTimeout]]
}

/** A socket with what Node keeps in it: the timer of its time limit is under a symbol. */
interface LimitedSocket {
  readonly destroyed: boolean
  /** The limit in ms. */
  readonly timeout: number
  _onTimeout(): void
  [limit: symbol]: unknown
}

/** Takes the place of Node's own timer in a socket, and answers as that does to what Node calls. */
class SimulatedLimit {
  readonly #timer: Restartable
  readonly _destroyed = true

  constructor(timer: Restartable) {
    this.#timer = timer
  }

  /** Something has come or gone: the limit counts from here. */
  refresh(): void {
    this.#timer.refresh()
  }

  /** Node clears a timer by taking its function away. */
  get _onTimeout(): unknown {
    return this.#timer
  }

  set _onTimeout(_: null) {
    this.#timer.close()
  }
}

/** Under which symbol a socket keeps the timer of its limit; none where it has no limit. */
function limitOf(socket: LimitedSocket): symbol | undefined {
  return Object.getOwnPropertySymbols(socket).find(symbol => {
    const kept = socket[symbol]
    return typeof kept === 'object' && kept !== null && '_onTimeout' in kept
  })
}

/** Node uses a timer that it finds in the socket again, and would take this one for its own. */
function forget(socket: LimitedSocket): void {
  const limit = limitOf(socket)
  const kept = limit && socket[limit]
  if (!(limit && kept instanceof SimulatedLimit)) return
  kept._onTimeout = null
  socket[limit] = null
}
