// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export class TaskGroup {
  controller = new AbortController()
  promises: Promise<unknown>[] = []
  first: unknown
  left = false

  start<T>(task: Task<T>): Promise<T> {
    const { signal } = this.controller
    const promise = this.run(task)
    this.promises.push(promise)
    promise.catch(error => {
      if (!signal.aborted) this.first = error
      this.controller.abort()
    })
    return promise
  }

  async run<T>(task: Task<T>): Promise<T> {
    if (this.left) throw new Error('The group has been left')
    this.controller.signal.throwIfAborted()
    return task(this.controller.signal)
  }

  async [Symbol.asyncDispose]() {
    let count = 0
    let ends: PromiseSettledResult<unknown>[] = []
    while (count < this.promises.length) {
      count = this.promises.length
      ends = await Promise.allSettled(this.promises)
    }
    this.left = true
    const errors = ends.filter(end => end.status === 'rejected').map(end => end.reason)
    if (errors.length === 0) return
    throw new AggregateError(
      errors.filter(error => error === this.first || error?.name !== 'AbortError'),
    )
  }
}
