type Task<T> = (signal: AbortSignal) => Promise<T>

export class TaskGroup {
  #controller = new AbortController()
  #running = 0
  #left = false
  #errors = new Set<unknown>()
  #done = Promise.withResolvers<void>()

  start<T>(task: Task<T>): Promise<T> {
    if (this.#left || this.#controller.signal.aborted) {
      const p = Promise.reject(this.#controller.signal.reason ?? new Error('closed'))
      p.catch(() => {})
      return p
    }
    this.#running++
    const p = Promise.try(task, this.#controller.signal)
    p.catch(e => {
      if (!this.#controller.signal.aborted || e?.name !== 'AbortError') this.#errors.add(e)
      this.#controller.abort(e)
    }).finally(() => {
      if (--this.#running === 0) this.#done.resolve()
    })
    return p
  }

  async [Symbol.asyncDispose]() {
    if (this.#running) await this.#done.promise
    this.#left = true
    if (this.#errors.size) throw new AggregateError(this.#errors)
  }
}
