// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const results = new Map<Task<T>, T | Error>()
  await Promise.all(
    tasks.map(async task => {
      try {
        results.set(task, await task())
      } catch (error) {
        if (!returnExceptions) throw error
        results.set(task, error as Error)
      }
    }),
  )
  return tasks.map(task => results.get(task) as T | Error)
}
