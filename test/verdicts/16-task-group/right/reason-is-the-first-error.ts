type Task<T> = (signal: AbortSignal) => Promise<T>

// Those that stop fail with the first error itself, or with an AbortError.
export class TaskGroup {
  readonly #abort = new AbortController()
  readonly #ends: Promise<unknown>[] = []
  readonly #errors: unknown[] = []
  #closed = false

  start<T>(task: Task<T>): Promise<T> {
    const { signal } = this.#abort
    if (this.#closed) return Promise.reject(new Error('closed'))
    if (signal.aborted) {
      const refused = Promise.reject<T>(signal.reason)
      refused.catch(() => {})
      return refused
    }
    const work = (async () => await task(signal))()
    this.#ends.push(
      work.then(undefined, error => {
        if (!signal.aborted) {
          this.#errors.push(error)
          this.#abort.abort(error)
        } else if (error !== signal.reason && error?.name !== 'AbortError') {
          this.#errors.push(error)
        }
      }),
    )
    return work
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The list may grow while it is gone through.
    for (const end of this.#ends) await end
    this.#closed = true
    if (this.#errors.length > 0) throw new AggregateError(this.#errors)
  }
}
