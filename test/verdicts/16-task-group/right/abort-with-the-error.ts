// Aborts with the first error as the reason, so tasks can ask why: the same error object may be listed twice.
export type Task<T> = (signal: AbortSignal) => Promise<T>

export class TaskGroup implements AsyncDisposable {
  #controller = new AbortController()
  #tasks: Promise<unknown>[] = []
  #errors: unknown[] = []
  #left = false

  start<T>(task: Task<T>): Promise<T> {
    const { signal } = this.#controller
    if (signal.aborted || this.#left) {
      const refusal = Promise.reject(
        new DOMException('the group takes no more tasks', 'AbortError'),
      )
      refusal.catch(() => {})
      return refusal
    }
    const promise = Promise.try(task, signal)
    this.#tasks.push(
      promise.catch(error => {
        if (!signal.aborted || error?.name !== 'AbortError') this.#errors.push(error)
        if (!signal.aborted) this.#controller.abort(error)
      }),
    )
    return promise
  }
  async [Symbol.asyncDispose](): Promise<void> {
    for (let index = 0; index < this.#tasks.length; index++) await this.#tasks[index]
    this.#left = true
    if (this.#errors.length > 0) throw new AggregateError(this.#errors)
  }
}
