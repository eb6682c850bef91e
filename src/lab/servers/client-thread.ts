import type { BlockingCall } from '../ground/blocking-call.ts'
import type { Recorder } from '../ground/recorder.ts'

/** What the fake servers need of the thread whose requests and queries they answer, on whichever clock. */
export interface ClientThread {
  readonly recorder: Recorder
  readonly clock: { readonly now: number }
  /** True once the run is over. */
  readonly over: boolean
  /** A point at which threads may switch. */
  point(): void
  /** Stands still for so many ms. */
  stand(kind: 'blocked', ms: number, label: string, call: BlockingCall): void
  /** Something that will happen in so many ms. Returns what calls it off. */
  later(ms: number, action: () => void): () => void
  /** Waits for something real, and the clock with it. */
  during<T>(operation: Promise<T>): Promise<T>
  /** A request, or a connection, is open from here on: it keeps the program alive. */
  requestOpened(): void
  requestClosed(): void
  /** Ends the run with this error: it would never end by itself. */
  crash(reason: unknown): unknown
}
