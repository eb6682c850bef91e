type Task<T> = (signal: AbortSignal) => Promise<T>

export class TaskGroup {
  #controller = new AbortController()
  #errors: unknown[] = []
  #isOpen = true
  // Done when every task so far is.
  #all: Promise<unknown> = Promise.resolve()

  start<T>(task: Task<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    promise.catch(() => {})
    const { signal } = this.#controller
    if (!this.#isOpen || signal.aborted) {
      reject(signal.reason ?? new Error('closed'))
      return promise
    }
    const end = Promise.try(task, signal).then(resolve, error => {
      reject(error)
      const obeys = signal.aborted && error instanceof Error && error.name === 'AbortError'
      if (!obeys) this.#errors.push(error)
      this.#controller.abort()
    })
    this.#all = Promise.all([this.#all, end])
    return promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (let all: unknown; all !== this.#all; ) {
      all = this.#all
      await all
    }
    this.#isOpen = false
    if (this.#errors.length > 0) throw new AggregateError(this.#errors)
  }
}
