// says: unhandledRejection 40
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const promises = tasks.map(async task => task())
  const results: (T | Error)[] = []
  for (const promise of promises) {
    try {
      results.push(await promise)
    } catch (error) {
      if (!returnExceptions) throw error
      results.push(error as Error)
    }
  }
  return results
}
