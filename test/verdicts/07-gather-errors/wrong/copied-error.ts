// says: test
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const promises = tasks.map(async task => {
    try {
      return await task()
    } catch (error) {
      throw new Error((error as Error).message)
    }
  })
  if (!returnExceptions) return Promise.all(promises)
  return Promise.all(promises.map(promise => promise.catch((error: Error) => error)))
}
