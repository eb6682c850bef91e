// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export class TaskGroup {
  controller = new AbortController()
  running = new Set<Promise<unknown>>()
  errors: unknown[] = []
  left = false

  start<T>(task: Task<T>): Promise<T> {
    const promise = this.run(task)
    const settled = promise.catch(error => this.failed(error))
    this.running.add(settled)
    settled.finally(() => this.running.delete(settled))
    return promise
  }

  async run<T>(task: Task<T>): Promise<T> {
    if (this.left) throw new Error('The group has been left')
    this.controller.signal.throwIfAborted()
    return task(this.controller.signal)
  }

  failed(error: unknown) {
    const { signal } = this.controller
    if (signal.aborted && (error as Error)?.name === 'AbortError') return
    this.errors.push(error)
    this.controller.abort()
  }

  async [Symbol.asyncDispose]() {
    const errors = [...this.errors]
    while (this.running.size > 0) await Promise.allSettled(this.running)
    this.left = true
    if (errors.length > 0) throw new AggregateError(errors)
  }
}
