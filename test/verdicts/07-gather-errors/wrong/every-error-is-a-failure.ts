// says: test
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  return new Promise((resolve, reject) => {
    const ends = tasks.map(async task => {
      try {
        return await task()
      } catch (error) {
        return error as Error
      }
    })
    for (const end of ends) {
      end.then(result => {
        if (!returnExceptions && result instanceof Error) reject(result)
      })
    }
    Promise.all(ends).then(resolve)
  })
}
