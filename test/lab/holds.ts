import { createHook } from 'node:async_hooks'

/**
 * Real operations in progress: a file read, a hash, a child process. They take real time and no
 * simulated time, so while one is open the simulated clock stands still. Node announces the beginning
 * and the end of each through `async_hooks`; that makes idleness known, not guessed.
 */
export class Holds {
  #open = new Map<number, string>()
  #waiting: (() => void) | undefined
  #quiet = false
  #own = -1
  #active = false
  readonly #hook = createHook({
    init: (id, type, _trigger, resource) => {
      if (this.#quiet) this.#own = id
      else if (isOperation(type)) this.#open.set(id, type)
      if (type === 'ZLIB') this.#watchWrites(id, resource as { write?: unknown })
    },
    before: id => {
      if (id !== this.#own) this.#active = true
      if (!lastsUntilClosed(this.#open.get(id))) this.#end(id)
    },
    destroy: id => this.#end(id),
    // Promises are no operations, and watching them is slow. (Older Node 24 ignores the option.)
    trackPromises: false,
  } as Parameters<typeof createHook>[0])

  watch(): void {
    this.#hook.enable()
  }

  /** Forgets all holds: who waits for their end goes on. */
  stop(): void {
    this.#hook.disable()
    this.#open.clear()
    this.#wake()
  }

  get any(): boolean {
    return this.#open.size > 0
  }

  /**
   * Whether Node called anything back since this was last asked, other than the lab. As long as it does,
   * more may follow: a socket, for example, reports its end only after the loop has closed it.
   */
  takeActivity(): boolean {
    const active = this.#active
    this.#active = false
    return active
  }

  /** Calls back once, when no hold is open any more. */
  whenNone(callback: () => void): void {
    this.#waiting = callback
    this.#wake()
  }

  /** Does something of the lab's own that must not count as an operation. */
  quietly(action: () => void): void {
    this.#quiet = true
    action()
    this.#quiet = false
  }

  /** A compression stream works in several steps; each begins with a call of its handle's `write`. */
  #watchWrites(id: number, handle: { write?: unknown }): void {
    const write = handle.write
    if (typeof write !== 'function') return
    handle.write = (...args: unknown[]) => {
      this.#open.set(id, 'ZLIB')
      return write.apply(handle, args)
    }
  }

  #end(id: number): void {
    if (this.#open.delete(id)) this.#wake()
  }

  #wake(): void {
    if (this.any || !this.#waiting) return
    const callback = this.#waiting
    this.#waiting = undefined
    callback()
  }
}

/**
 * Which of Node's asynchronous resources are work that ends by itself: file system, name look-ups,
 * cryptography, child processes. `Immediate` is here for Node's own; the program's are simulated.
 */
function isOperation(type: string): boolean {
  return ONE_CALLBACK.test(type) || lastsUntilClosed(type)
}

const ONE_CALLBACK =
  /^(FSREQ|FILEHANDLECLOSEREQ|GETADDRINFO|GETNAMEINFO|QUERYWRAP|Immediate|(?!HTTP).*REQUEST$)/

/** A child process and its pipes call back many times; they end when they are closed. */
function lastsUntilClosed(type: string | undefined): boolean {
  return type === 'PROCESSWRAP' || type === 'PIPEWRAP'
}
