// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export class TaskGroup {
  controller = new AbortController()
  promises: Promise<unknown>[] = []

  start<T>(task: Task<T>): Promise<T> {
    const promise = Promise.try(task, this.controller.signal)
    promise.catch(() => {})
    this.promises.push(promise)
    return promise
  }

  async [Symbol.asyncDispose]() {
    try {
      await Promise.all(this.promises)
    } catch {
      this.controller.abort()
      const ends = await Promise.allSettled(this.promises)
      const errors = ends.filter(end => end.status === 'rejected').map(end => end.reason)
      throw new AggregateError(errors.filter(error => error?.name !== 'AbortError'))
    }
  }
}
