// says: test
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const promises = tasks.map(async task => task())
  try {
    return await Promise.all(promises)
  } catch (error) {
    if (!returnExceptions) throw error
    return Promise.all(tasks.map(async task => task().catch((reason: Error) => reason)))
  }
}
