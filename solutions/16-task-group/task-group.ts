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
  readonly running = new Set<Promise<void>>()
  readonly errors: unknown[] = []
  isOver = false

  /**
   * Starts a task, at once, with the group's signal. It is aborted as soon as any task of the group fails. After
   * that, and after the block, the task is not started.
   *
   * @param task what to start
   * @returns a promise of the task's result; it rejects as the task does, but it needn't be awaited
   */
  start<T>(task: Task<T>): Promise<T> {
    const result = this.run(task)
    const end = result.then(
      () => {},
      error => this.failed(error),
    )
    this.running.add(end)
    end.then(() => this.running.delete(end))
    return result
  }

  /**
   * Leaves the group: waits until every task has ended, on success and on failure.
   *
   * @throws AggregateError if tasks failed: with all their errors, in the order in which they happened, but
   *   without the AbortErrors of tasks that stopped because the group had told them to
   */
  async [Symbol.asyncDispose](): Promise<void> {
    // A task may start another one while the group waits.
    while (this.running.size > 0) await Promise.all(this.running)
    this.isOver = true
    if (this.errors.length > 0) throw new AggregateError(this.errors, 'Tasks of a group failed')
  }

  /** Calls a task. An async function, so that a task that throws at once is one that fails. */
  private async run<T>(task: Task<T>): Promise<T> {
    if (this.isOver) throw new Error('The block has exited: its group starts no more tasks')
    const { signal } = this.controller
    signal.throwIfAborted()
    return task(signal)
  }

  private failed(error: unknown): void {
    if (this.controller.signal.aborted && isAbortError(error)) return
    this.errors.push(error)
    this.controller.abort()
  }
}

/** Whether an error says that a task has stopped because its signal was aborted. */
function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
