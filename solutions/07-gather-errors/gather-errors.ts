/** A function that starts some work when it is called, and returns the promise of its result. */
export type Task<T> = () => Promise<T>

/** How to handle errors. */
export interface Options {
  /** True: return errors in the list, like results. False, the default: reject with the first error. */
  readonly returnExceptions?: boolean
}

/**
 * Runs all tasks together, as Python's `asyncio.gather` does. Each of them runs to its end, whatever happens
 * to the others, and no rejection is unhandled.
 *
 * @param tasks what to run
 * @returns the results, in the order of the tasks, when the last task is done; with `returnExceptions`, the
 *   error of a task that failed is at its index
 * @throws without `returnExceptions`: the first error of a task, at the moment it happens
 */
export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  // In an async function, what a task throws at once becomes a rejection, and the next task still starts.
  const promises = tasks.map(async task => task())
  if (!returnExceptions) return Promise.all(promises)
  return Promise.all(promises.map(promise => promise.catch((error: Error) => error)))
}
