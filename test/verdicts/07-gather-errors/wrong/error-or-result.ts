// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const ends: Promise<{ result?: T; error?: Error }>[] = tasks.map(async task => {
    try {
      return { result: await task() }
    } catch (error) {
      if (!returnExceptions) throw error
      return { error: error as Error }
    }
  })
  return (await Promise.all(ends)).map(({ result, error }) => error || (result as T))
}
