/** A function that starts some work when it is called, and answers with the promise of its result. */
export type Task<T> = (signal?: AbortSignal) => Promise<T>

/** What to do with errors. */
export interface Options {
  /** True: errors stand in the list, in the places of the results that are missing. Default false. */
  readonly returnExceptions?: boolean
}

/**
 * Runs all tasks together, as Python's `asyncio.gather` does. Every task is started and runs to its end,
 * whatever becomes of the others. No error of a task is unhandled, also where nobody gets it.
 *
 * @param tasks what to run; each is called once, without a signal
 * @returns the results, in the order of the tasks, when the last task is done; with `returnExceptions`
 *   what a task failed with stands in its place
 * @throws without `returnExceptions`: the first error of a task, at the moment it happens
 */
export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  // In an async function what a task throws at once becomes a rejection, and the next one still starts.
  const promises = tasks.map(async task => task())
  if (!returnExceptions) return Promise.all(promises)
  return Promise.all(promises.map(promise => promise.catch((error: Error) => error)))
}
