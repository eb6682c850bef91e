// says: test
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const queue = tasks as Task<T>[]
  const promises: Promise<T | Error>[] = []
  while (queue.length > 0) {
    const task = queue.shift() as Task<T>
    const promise = Promise.try(task)
    promises.push(returnExceptions ? promise.catch((error: Error) => error) : promise)
  }
  return Promise.all(promises)
}
