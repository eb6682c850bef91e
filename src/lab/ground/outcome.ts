/** What ends a program in the middle: an error that nobody handles, or the machine itself. */
export type Crash = 'unhandled rejection' | 'uncaught error' | 'lab'

export type Outcome<T> =
  | { readonly status: 'fulfilled'; readonly value: T }
  | {
      readonly status: 'rejected'
      readonly reason: unknown
      /** Only where the program did not reject, but crashed: how. `lab` is a deadlock or a busy wait. */
      readonly crash?: Crash
    }

/** Calls a program's function, and `settle` once it has settled. */
export function outcomeOf(body: () => unknown, settle: (outcome: Outcome<unknown>) => void): void {
  // Called at once and not in a promise, as a program's first line is: an error thrown is a rejection.
  new Promise(resolve => resolve(body())).then(
    value => settle({ status: 'fulfilled', value }),
    (reason: unknown) => settle({ status: 'rejected', reason }),
  )
}
