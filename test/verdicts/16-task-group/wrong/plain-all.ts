// says: unhandledRejection
type Task<T> = (signal?: AbortSignal) => Promise<T>

export class TaskGroup {
  promises: Promise<unknown>[] = []

  start<T>(task: Task<T>): Promise<T> {
    const promise = task()
    this.promises.push(promise)
    return promise
  }

  async [Symbol.asyncDispose]() {
    await Promise.all(this.promises)
  }
}
