/** A function that starts some work when it is called, and answers with the promise of its result. */
export type Task<T> = (signal?: AbortSignal) => Promise<T>

/**
 * Tasks that end together: none of them outlives the block that the group was made in.
 *
 *     await using group = new TaskGroup()
 *     group.start(signal => fetch(url, { signal }))
 */
export class TaskGroup implements AsyncDisposable {
  readonly #controller = new AbortController()
  readonly #running = new Set<Promise<void>>()
  readonly #errors: unknown[] = []
  #over = false

  /**
   * Starts a task, at once, with the group's signal: it is aborted as soon as any task of the group fails.
   * After that, and when the group has been left, the task is not started.
   *
   * @param task what to start
   * @returns a promise of what the task gives; it fails as the task does, but nobody has to listen to it
   */
  start<T>(task: Task<T>): Promise<T> {
    const result = this.#run(task)
    const end = result.then(
      () => {},
      error => this.#failed(error),
    )
    this.#running.add(end)
    end.then(() => this.#running.delete(end))
    return result
  }

  /**
   * Leaves the group: waits until every task has ended, however it does.
   *
   * @throws AggregateError if tasks failed: with all their errors, in the order in which they happened, but
   *   without those by which tasks only said that they stopped because the group had told them to
   */
  async [Symbol.asyncDispose](): Promise<void> {
    // A task may start another one while the group waits.
    while (this.#running.size > 0) await Promise.all(this.#running)
    this.#over = true
    if (this.#errors.length > 0) throw new AggregateError(this.#errors, 'Tasks of a group failed')
  }

  /** Calls a task. An async function, so that a task that throws at once is one that fails. */
  async #run<T>(task: Task<T>): Promise<T> {
    if (this.#over) throw new Error('The group has been left: it starts no more tasks')
    const { signal } = this.#controller
    signal.throwIfAborted()
    return task(signal)
  }

  #failed(error: unknown): void {
    const { aborted, reason } = this.#controller.signal
    if (aborted && (error === reason || isAbortError(error))) return
    this.#errors.push(error)
    this.#controller.abort()
  }
}

function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
