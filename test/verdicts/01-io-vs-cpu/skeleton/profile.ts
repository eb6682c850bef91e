/** Where the time of a task went. */
export interface Profile {
  /** ms from its start to its end, as a clock on the wall shows them. */
  readonly wall: number
  /** ms of CPU time, user and system together. */
  readonly cpu: number
  /** What the task spends its time on: `'cpu'` if it works for more than half of it, otherwise `'io'`. */
  readonly bound: 'io' | 'cpu'
}

/**
 * Runs a task and measures where its time goes: into waiting, or into CPU work.
 *
 * @param task starts the work when it is called, and returns a promise; called once
 * @returns the times of the task, once it is done
 * @throws the error of the task
 */
export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  // The second reading of the CPU clock gives what was used since the first one, `before`:
  // const { user, system } = process.cpuUsage(before)

  throw new Error('TODO: read both clocks, run the task, read them again')
}
