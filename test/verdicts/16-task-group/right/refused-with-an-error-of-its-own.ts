type Task<T> = (signal: AbortSignal) => Promise<T>

export class TaskGroup {
  #controller = new AbortController()
  #tasks = new Set<Promise<unknown>>()
  #errors: unknown[] = []
  #left = false

  start<T>(task: Task<T>): Promise<T> {
    if (this.#left || this.#controller.signal.aborted) {
      const p = Promise.reject(new Error('closed'))
      p.catch(() => {})
      return p
    }
    const p = Promise.try(() => task(this.#controller.signal))
    const t = p
      .then(
        () => {},
        e => {
          if (!(this.#controller.signal.aborted && e?.name === 'AbortError')) this.#errors.push(e)
          this.#controller.abort()
        },
      )
      .finally(() => this.#tasks.delete(t))
    this.#tasks.add(t)
    return p
  }

  async [Symbol.asyncDispose]() {
    while (this.#tasks.size > 0) await Promise.all(this.#tasks)
    this.#left = true
    if (this.#errors.length > 0) throw new AggregateError(this.#errors, 'tasks failed')
  }
}
