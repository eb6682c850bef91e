// says: test
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  return Promise.all(
    tasks.map(async task => {
      try {
        return await task()
      } catch (error) {
        return error as Error
      }
    }),
  )
}
