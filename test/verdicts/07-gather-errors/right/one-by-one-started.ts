// A moment for others between the starts: they are still at once, by the clock.
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const promises: Promise<T | Error>[] = []
  for (const task of tasks) {
    const promise = Promise.try(task)
    promise.catch(() => {})
    promises.push(returnExceptions ? promise.catch((error: Error) => error) : promise)
    await null
  }
  return Promise.all(promises)
}
