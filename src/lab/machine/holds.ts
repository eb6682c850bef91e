import { AsyncResource } from 'node:async_hooks'
import { isCallOfTheLab } from '../ground/call-context.ts'
import type { Words } from '../ground/words/words.ts'
import { host, type RunnerState } from './host.ts'

/** How often is looked whether a real operation comes to its end, in ms. */
const LOOK = 100

/**
 * Real operations in progress: a file read, a hash, a child process. They take real time and no
 * simulated time, so while one is open the simulated clock stands still. Node announces the beginning
 * and the end of each through `async_hooks`; that makes idleness known, not guessed.
 */
export class Holds {
  /** The type of each that is open. */
  readonly #open = new Map<number, string>()
  #waiting: (() => void) | undefined
  #quiet = false
  #own = -1
  #active = false
  /** The timer that looks whether anything happens. */
  #looking = -1
  /** How often Node called anything back. */
  #calls = 0
  #taken = -1
  readonly #hook = host.real.createHook({
    init: (id, type, _trigger, resource: object) => {
      // One that a program has made for itself, whatever it is called: Node does nothing for it.
      if (resource instanceof AsyncResource) return
      if (this.#quiet) this.#own = id
      else if (isOperation(type)) this.#open.set(id, type)
      if (type.endsWith('REQUEST')) this.#watchRun(id, resource)
      if (type === 'ZLIB') this.#watchWrites(id, resource)
      if (type === 'PIPEWRAP') this.#watchOpen(id, resource)
    },
    before: id => {
      if (isCallOfTheLab() || id === this.#looking) return
      this.#calls++
      if (id !== this.#own) this.#active = true
      if (!lastsUntilClosed(this.#open.get(id))) this.#end(id)
    },
    destroy: id => this.#end(id),
    // Promises are no operations, and watching them is slow. (Older Node 24 ignores the option.)
    trackPromises: false,
  } as Parameters<typeof host.real.createHook>[0])

  watch(): void {
    this.#hook.enable()
  }

  /** An operation that Node does not announce; returns what ends it. */
  take(type: string): () => void {
    const id = --this.#taken
    this.#open.set(id, type)
    return () => this.#end(id)
  }

  /** Forgets all holds: who waits for their end goes on. */
  stop(): void {
    this.#hook.disable()
    this.#open.clear()
    this.#wake()
  }

  /** Whether an operation is in progress; ask it between two turns of the loop. */
  get any(): boolean {
    return this.#open.size > 0
  }

  /**
   * Whether Node called anything back since this was last asked, other than the lab. As long as it does,
   * more may follow: a socket, for example, reports its end only after the loop has closed it.
   */
  takeActivity(): boolean {
    const active = this.#active || importing()
    this.#active = false
    return active
  }

  /**
   * Calls back once, when no hold is open any more; or says what is open where Node has not called anything back
   * for so long that nothing will come of it.
   *
   * @param givenUp gets what has not ended
   */
  whenNone(callback: () => void, givenUp: (what: readonly Underway[]) => void): void {
    let seen = this.#calls
    let looks = 0
    const look = () => {
      // Looks are counted, and not the time: on a busy computer there are fewer of them.
      looks = this.#calls === seen ? looks + 1 : 0
      seen = this.#calls
      if (looks > host.longestHold) givenUp([...this.#open.values()].map(underway))
    }
    const timer = this.quietly(() => host.real.setInterval(look, LOOK))
    this.#looking = this.#own
    this.#waiting = () => {
      host.real.clearInterval(timer)
      callback()
    }
    this.#wake()
  }

  /** Does something of the lab's own that must not count as an operation. */
  quietly<T>(action: () => T): T {
    this.#quiet = true
    try {
      return action()
    } finally {
      this.#quiet = false
    }
  }

  /** A cryptographic job that is done at once gives its result when it is run, and never tells of its end. */
  #watchRun(id: number, job: { run?: unknown }): void {
    const { run } = job
    if (typeof run !== 'function') return
    job.run = () => {
      const result: unknown = run.call(job)
      if (Array.isArray(result)) this.#open.delete(id)
      return result
    }
  }

  /** A compression stream works in several steps; each begins with a call of its handle's `write`. */
  #watchWrites(id: number, handle: { write?: unknown }): void {
    const { write } = handle
    if (typeof write !== 'function') return
    handle.write = (...args: unknown[]) => {
      this.#open.set(id, 'ZLIB')
      return write.apply(handle, args)
    }
  }

  /** A pipe of this process's own, such as `process.stdin`, lasts as long as the process; a child's is not opened. */
  #watchOpen(id: number, handle: { open?: unknown }): void {
    const { open } = handle
    if (typeof open !== 'function') return
    handle.open = (...args: unknown[]) => {
      this.#open.delete(id)
      return open.apply(handle, args)
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
 * Whether the test runner is loading a module that the program imports: it asks another process for it,
 * which Node does not announce.
 */
export function importing(): boolean {
  const known = globalThis as { __vitest_worker__?: RunnerState }
  const runner = host.runner ?? known.__vitest_worker__
  return (runner?.resolvingModules?.size ?? 0) > 0
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

type Underway = Parameters<Words['deadlocks']['reallyUnderWay']>[0]['operations'][number]

/** What Node calls its operations, and what the lab does. */
const NAMES: readonly (readonly [type: RegExp, name: NonNullable<Underway['known']>])[] = [
  [/^(FSREQ|FILEHANDLE)/, 'file'],
  [/^(GETADDRINFO|GETNAMEINFO|QUERYWRAP)/, 'lookup'],
  [/^PROCESSWRAP/, 'child'],
  [/^PIPEWRAP/, 'pipe'],
  [/^ZLIB/, 'compression'],
  [/^Immediate/, 'immediate'],
  [/^import/, 'import'],
]

function underway(node: string): Underway {
  return { known: NAMES.find(([type]) => type.test(node))?.[1], node }
}
