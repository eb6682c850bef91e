import type { Run } from '../../run/run.ts'

/** What a failed expectation wanted; a diagnosis reads from it which way the run missed. */
export interface Goal {
  /** ms. */
  readonly elapsed?: number
  /** Requests in flight at once. */
  readonly peak?: number
  /** Addresses, written like the server's routes, in the order in which requests should start. */
  readonly order?: readonly string[]
  /** Threads that are started. */
  readonly threads?: number
  /** The longest that the loop may be blocked, in ms. */
  readonly blocked?: number
}

/**
 * A diagnosis says in a sentence what a run did and why it probably missed its goal: what happened, in
 * numbers; the likely cause; where to look. It says nothing where it does not apply.
 */
export type Diagnosis = (run: Run, goal: Goal) => string | undefined
