// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const started: Promise<T>[] = []
  if (!returnExceptions) {
    try {
      for (const task of tasks) started.push(task())
    } catch (error) {
      started.push(Promise.reject(error))
    }
    return Promise.all(started)
  }
  return Promise.all(tasks.map(task => Promise.try(task).catch((error: Error) => error)))
}
