/** A function that starts some work when it is called, and answers with the promise of its result. */
export type Task<T> = (signal?: AbortSignal) => Promise<T>

/**
 * Tasks that end together: none of them outlives the block that the group was made in.
 *
 *     await using group = new TaskGroup()
 *     group.start(signal => fetch(url, { signal }))
 */
export class TaskGroup implements AsyncDisposable {
  /**
   * Starts a task, at once, with the group's signal: it is aborted as soon as any task of the group fails.
   * After that, and when the group has been left, the task is not started.
   *
   * @param task what to start
   * @returns a promise of what the task gives; it fails as the task does, but nobody has to listen to it
   */
  start<T>(task: Task<T>): Promise<T> {
    throw new Error('TODO: start the task, and remember it')
  }

  /**
   * Leaves the group: waits until every task has ended, however it does.
   *
   * @throws AggregateError if tasks failed: with all their errors, in the order in which they happened, but
   *   without those by which tasks only said that they stopped because the group had told them to
   */
  async [Symbol.asyncDispose](): Promise<void> {
    throw new Error('TODO: wait for every task, then fail if one of them has')
  }
}
