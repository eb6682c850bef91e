/** Where the time of a task went. */
export interface Profile {
  /** ms from its start to its end, as a clock on the wall shows them. */
  readonly wall: number
  /** ms for which the processor was busy. */
  readonly cpu: number
  /** What the task would need to be faster: `'cpu'` if it worked for more than half of its time. */
  readonly bound: 'io' | 'cpu'
}

/**
 * Runs a task and measures where its time goes: waiting, or work for the processor.
 *
 * @param task starts the work when it is called, and answers with a promise of its end; called once
 * @returns the times in ms, when the task is done
 * @throws what the task fails with
 */
export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  const start = performance.now()
  const before = process.cpuUsage()
  await task()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  // The processor's clock counts in microseconds.
  const cpu = (user + system) / 1000
  return { wall, cpu, bound: cpu > wall / 2 ? 'cpu' : 'io' }
}
