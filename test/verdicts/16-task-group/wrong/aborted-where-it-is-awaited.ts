// says: test
export type Task<T> = (signal: AbortSignal) => Promise<T>

export class TaskGroup implements AsyncDisposable {
  readonly controller = new AbortController()
  readonly #tasks: Promise<unknown>[] = []

  start<T>(task: Task<T>): Promise<T> {
    const promise = task(this.controller.signal)
    promise.catch(() => {})
    this.#tasks.push(promise)
    return promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = []
    for (const task of this.#tasks) {
      try {
        await task
      } catch (error) {
        this.controller.abort()
        if (!isAbortError(error)) errors.push(error)
      }
    }
    if (errors.length > 0) throw new AggregateError(errors)
  }
}

function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
