import type { Leftover } from '../ground/leftovers.ts'
import type { Outcome } from '../ground/outcome.ts'
import type { Span } from '../ground/trace.ts'
import type { Server } from '../servers/routes.ts'

/** What a program did. All times are ms: simulated and exact or, on the real clock, measured. */
export interface Run<T = unknown> {
  /** What the body returned; undefined where it failed. */
  readonly result: T
  /** How the body ended: fulfilled with a value, or rejected with a reason. */
  readonly outcome: Outcome<T>
  /** From the start until the body settled. */
  readonly elapsed: number
  /** From the start until nothing was left to happen, at most 60,000 ms later. */
  readonly ended: number
  /** What was still alive when the body settled, and when each of it ended by itself. */
  readonly left: readonly Leftover[]
  /** Processor work, summed over all cores. */
  readonly cpu: number
  /** The longest that a due timer had to wait because the loop was blocked. */
  readonly lag: number
  /** The longest that the main thread's loop could not get to a timer or an answer that was due. */
  readonly blocked: number
  /** What happened, in the order in which it began. */
  readonly trace: readonly Span[]
  /** What answered the requests. */
  readonly server: Server
}
