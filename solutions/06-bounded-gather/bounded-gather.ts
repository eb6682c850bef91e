/** A function that starts some work when it is called, and answers with the promise of its result. */
export type Task<T> = (signal?: AbortSignal) => Promise<T>

/**
 * Runs all tasks, as `gather` does, but never more than `limit` of them at once. They start in order, each
 * as soon as there is a place for it. One that fails frees its place, and those that wait still start.
 *
 * @param tasks what to run; each is called once
 * @param limit how many may run at the same time: a whole number, 1 or more
 * @returns the results, in the order of the tasks, whichever finished first
 * @throws the first error of a task, at the moment it happens
 * @throws RangeError where `limit` is anything else; then no task is started
 */
export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`The limit must be a whole number, 1 or more; it was ${limit}.`)
  }
  let free = limit
  const waiting: (() => void)[] = []

  async function runInAPlace(task: Task<T>): Promise<T> {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await task()
    } finally {
      // The place goes from hand to hand: it is free only when nobody waits for it.
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }

  return Promise.all(tasks.map(runInAPlace))
}
