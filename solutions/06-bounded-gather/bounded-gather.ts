/** A function that starts some work when it is called, and returns the promise of its result. */
export type Task<T> = () => Promise<T>

/**
 * Runs all tasks, as `gather` does, but never more than `limit` of them at once. They start in order, each as
 * soon as a slot is free.
 *
 * @param tasks what to run
 * @param limit how many may run at the same time
 * @returns the results, in the order of the tasks, whichever finished first
 * @throws the first error of a task, at the moment it happens
 */
export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: T[] = []
  // Loops over the same iterator share it: each pair of an index and its task goes to one of them.
  const queue = tasks.entries()

  const work = async () => {
    for (const [index, task] of queue) results[index] = await task()
  }
  await Promise.all(Array.from({ length: limit }, work))
  return results
}
