// says: test
export type Task<T> = (signal: AbortSignal) => Promise<T>

/** Leaving the block tells all tasks to stop, as leaving a `with` block closes a file. */
export class TaskGroup implements AsyncDisposable {
  #controller = new AbortController()
  #promises = new Set<Promise<unknown>>()
  #errors: unknown[] = []

  start<T>(task: Task<T>): Promise<T> {
    const { signal } = this.#controller
    const promise = new Promise<T>((resolve, reject) => {
      if (signal.aborted) reject(signal.reason)
      else task(signal).then(resolve, reject)
    })
    promise.catch(error => {
      if (signal.aborted && error?.name === 'AbortError') return
      this.#errors.push(error)
      this.#controller.abort()
    })
    this.#promises.add(promise)
    return promise
  }
  async [Symbol.asyncDispose](): Promise<void> {
    this.#controller.abort()
    await Promise.allSettled(this.#promises)
    if (this.#errors.length > 0) throw new AggregateError(this.#errors)
  }
}
