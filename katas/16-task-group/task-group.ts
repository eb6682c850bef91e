/** A function that starts some work when it is called, and returns the promise of its result. */
export type Task<T> = (signal: AbortSignal) => Promise<T>

/**
 * Tasks that end together: none of them outlives the block that the group was made in.
 *
 *     await using group = new TaskGroup()
 *     group.start(signal => fetch(url, { signal }))
 */
export class TaskGroup implements AsyncDisposable {
  /** Its `signal` is for all tasks. Call `abort()` without a reason: with one, fetch rejects with that reason. */
  readonly controller = new AbortController()

  /**
   * Starts a task, at once, with the group's signal. It is aborted as soon as any task of the group fails. After
   * that, and after the block, the task is not started.
   *
   * @param task what to start
   * @returns a promise of the task's result; it rejects as the task does, but it needn't be awaited
   */
  start<T>(task: Task<T>): Promise<T> {
    throw new Error('TODO: start the task, and remember it')
  }

  /**
   * Leaves the group: waits until every task has ended, on success and on failure.
   *
   * @throws AggregateError if tasks failed: with all their errors, in the order in which they happened, but
   *   without the AbortErrors of tasks that stopped because the group had told them to
   */
  async [Symbol.asyncDispose](): Promise<void> {
    throw new Error('TODO: wait for every task, and reject if one of them failed')
  }
}

/** Whether an error says that a task has stopped because its signal was aborted. */
function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
