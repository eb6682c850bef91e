import type { Transferable, WorkerOptions } from 'node:worker_threads'
import type { Crash } from '../ground/outcome.ts'
import type { Recorder } from '../ground/recorder.ts'
import type { FakeNetwork } from '../servers/fake-network.ts'
import type { ClockEvent } from './event-queue.ts'

// The seam between the engine and the API that it imitates: what stands in for Node's own functions asks
// the thread that runs for these, and for nothing else.

/** One thread of a run, on whichever clock: what `fetch`, sockets and blocking calls need of it. */
export interface ThreadOfRun {
  /** The fake server and the fake databases. */
  readonly network: FakeNetwork
  /** What the program's `fetch` goes on to. */
  fetch: typeof fetch
  /** How many requests of `fetch` are on their way. */
  fetching: number
  /** True once the run is over: what its program still does has no effect any more. */
  readonly over: boolean
  /** A blocking call: time passes for this thread, in ms, and nothing else happens on it. */
  block(ms: number, label: string): void
  /** So many ms of processor work. */
  compute(ms: number, label: string): void
  /** Ends the run with this error, as if the process had crashed. Returns it. */
  crash(reason: unknown): unknown
}

/** A thread on the real clock. */
export interface ThreadOnRealClock extends ThreadOfRun {
  /** Starts Node's own kind of thread; only the main thread does. */
  startThread?(file: string | URL, options?: WorkerOptions): object
}

/** A thread on the exact clock: what timers, clocks, `Atomics` and `node:worker_threads` need of it. */
export interface SimulatedThread extends ThreadOfRun {
  readonly clock: EventClock
  readonly recorder: Recorder
  readonly cells: AtomicOperations
  /** How many cores the simulated computer has. */
  readonly coreCount: number
  /** Processor work so far in ms: of all threads, and of this one. */
  readonly cpu: number
  readonly threadCpu: number
  /** What `Math.random` gives. */
  readonly random: () => number
  /** The time in ms. Reading it for ever without ever yielding is an error, not a hang. */
  read(): number
  setTimer(callback: Callback, delay: unknown, args: unknown[], kind: TimerKind): Restartable
  setImmediate(callback: Callback, args: unknown[]): Clearable
  /** A timer fired so many ms late. */
  noteLag(ms: number): void
  /** Starts another thread. Throws what a real `Worker` would throw. */
  startThread(worker: WorkerObject, url: string, options: WorkerOptions): StartedThread
  crash<E>(reason: E, how?: Crash): E
  /** Ends the run, since it does not have what the program uses. Returns the error to throw. */
  refuse(what: string, instead: string): Error
}

export type Callback = (...args: never[]) => unknown

/** A timer or an immediate that can be called off. */
export interface Clearable {
  close(): unknown
}

/** A timer that can begin anew. */
export interface Restartable extends Clearable {
  refresh(): unknown
}

/** What the program calls a timer; shown in the trace. */
export interface TimerKind {
  readonly name: string
  readonly repeat?: boolean
  /** False for a timer that must not keep the program alive. */
  readonly ref?: boolean
  /** True for one that is not the program's own doing: it is not shown. */
  readonly hidden?: boolean
  /** True for one that goes on beside the program, and makes no time pass. */
  readonly housekeeping?: boolean
}

/** The simulated time in ms, and what is due to happen at it. */
export interface EventClock {
  readonly now: number
  add(event: ClockEvent): void
  cancel(event: ClockEvent): void
  /** Call after `event.keepsAlive` changed while the event was waiting. */
  recount(event: ClockEvent): void
}

/** Any array on shared memory that `Atomics` works on; all its functions take the same first two arguments. */
export type SharedArray = Int32Array<SharedArrayBuffer>

/** `Atomics` on shared memory. */
export interface AtomicOperations {
  operate(name: string, array: SharedArray, index: number, args: readonly never[]): unknown
  wait(array: SharedArray, index: number, value: never, timeout?: number): string
  waitAsync(array: SharedArray, index: number, value: never, timeout?: number): unknown
  notify(array: SharedArray, index: number, most?: number): number
}

/** The object that the program has of a thread: it is told what happens there. */
export interface WorkerObject {
  /** Something has come from the thread: an event's name and its values. */
  happened(event: string, ...values: unknown[]): unknown
  /** The thread has ended, with this exit code. */
  ended(code: number): void
}

/** A thread that was started, as the object that the program has of it needs it. */
export interface StartedThread {
  readonly id: number
  send(value: unknown, transfer: Transferable[]): void
  /** Makes it end as soon as it can be: it does not finish what it does. */
  terminate(): void
}
