import type { MessagePort, Transferable, Worker } from 'node:worker_threads'
import { host } from '../machine/host.ts'
import type { ThreadOptions } from './thread-options.ts'

/** What a real thread needs to be one of a run's threads. */
export interface Assignment {
  readonly memory: SharedArrayBuffer
  readonly choices: Float64Array
  readonly options: ThreadOptions
  readonly id: number
  readonly file: string
  readonly name: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** What the thread is sent first is its workerData. */
  readonly port: MessagePort
}

/** What a real thread does. */
export const ThreadState = { idle: 0, running: 1, stuck: 2 } as const

/** A thread that served so many times has too many modules in memory. */
const MOST_SERVICES = 500
const MOST_IDLE = 64
/** How long a thread may take to clear up after a run, in real ms, before it is replaced. */
const CLEARING_UP = 2_000

/**
 * A real thread. Starting one takes tens of ms, so it serves many simulated ones, one after the other;
 * student's files are loaded anew each time. It never keeps the process alive.
 */
export class PooledThread {
  readonly #worker: Worker
  readonly #state = new Int32Array(new SharedArrayBuffer(4))
  #services = 0

  private constructor(file: URL) {
    this.#worker = new host.real.Worker(file, { workerData: this.#state, execArgv: [] })
    this.#worker.unref()
    // One that dies is noticed where somebody waits for it; its error is no other's business.
    this.#worker.on('error', () => {})
  }

  /**
   * An idle thread, or a new one.
   *
   * @param file what a new one runs first
   */
  static take(file: URL): PooledThread {
    return (host.idleThreads.pop() as PooledThread | undefined) ?? new PooledThread(file)
  }

  assign(assignment: Assignment): void {
    const { store, notify } = host.real.atomics
    this.#services++
    const transfer = [assignment.port] as unknown as Transferable[]
    this.#worker.postMessage(assignment, transfer)
    store(this.#state, 0, ThreadState.running)
    notify(this.#state, 0)
  }

  /** Waits until the thread is idle again, and keeps it. False for one that does not come back. */
  giveBack(): boolean {
    const { load, wait } = host.real.atomics
    wait(this.#state, 0, ThreadState.running, CLEARING_UP)
    const isIdle = load(this.#state, 0) === ThreadState.idle
    if (isIdle && this.#services < MOST_SERVICES && host.idleThreads.length < MOST_IDLE) {
      host.idleThreads.push(this)
    } else {
      this.destroy()
    }
    return isIdle
  }

  /** Ends the real thread, whatever it does. */
  destroy(): void {
    void this.#worker.terminate()
  }
}
