// Every promise gets a handler where it begins; then they may be awaited in turn.
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const { promise, resolve, reject } = Promise.withResolvers<(T | Error)[]>()
  const ends = tasks.map(async task => {
    try {
      return await task()
    } catch (error) {
      if (!returnExceptions) reject(error)
      return error as Error
    }
  })
  const collect = async () => {
    const results: (T | Error)[] = []
    for (const end of ends) results.push(await end)
    resolve(results)
  }
  collect()
  return promise
}
