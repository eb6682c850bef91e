// says: oneAfterAnother
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const results: (T | Error)[] = []
  for (const task of tasks) {
    try {
      results.push(await task())
    } catch (error) {
      if (!returnExceptions) throw error
      results.push(error as Error)
    }
  }
  return results
}
