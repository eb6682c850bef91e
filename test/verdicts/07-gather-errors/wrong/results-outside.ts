// says: test
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

let results: unknown[] = []

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  results = []
  const promises = tasks.map(async (task, index) => {
    try {
      results[index] = await task()
    } catch (error) {
      if (!returnExceptions) throw error
      results[index] = error
    }
  })
  await Promise.all(promises)
  return results as T[]
}
