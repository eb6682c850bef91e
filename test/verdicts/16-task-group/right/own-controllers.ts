type Task<T> = (signal: AbortSignal) => Promise<T>

export class TaskGroup {
  #running = new Map<Promise<unknown>, AbortController>()
  #errors: unknown[] = []
  #closed = false

  start<T>(task: Task<T>): Promise<T> {
    const controller = new AbortController()
    const promise: Promise<T> = this.#closed
      ? Promise.reject(new DOMException('no more tasks', 'AbortError'))
      : Promise.try(task, controller.signal)
    if (this.#closed) {
      promise.catch(() => {})
      return promise
    }
    this.#running.set(promise, controller)
    promise.then(
      () => this.#running.delete(promise),
      error => {
        this.#running.delete(promise)
        const isStopped = controller.signal.aborted && error?.name === 'AbortError'
        if (!isStopped) this.#errors.push(error)
        this.#closed = true
        for (const other of this.#running.values()) other.abort()
      },
    )
    return promise
  }

  async [Symbol.asyncDispose]() {
    while (this.#running.size > 0) await Promise.allSettled(this.#running.keys())
    this.#closed = true
    if (this.#errors.length > 0) throw new AggregateError(this.#errors)
  }
}
