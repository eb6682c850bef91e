// The gather of kata 03: an error is either rejected with, or put where the result would be.
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  return new Promise((resolve, reject) => {
    const results = new Array<T | Error>(tasks.length)
    let waiting = tasks.length
    if (waiting === 0) resolve(results)
    const put = (index: number, result: T | Error) => {
      results[index] = result
      waiting--
      if (waiting === 0) resolve(results)
    }
    tasks.forEach(async (task, index) => {
      try {
        put(index, await task())
      } catch (error) {
        if (returnExceptions) put(index, error as Error)
        else reject(error)
      }
    })
  })
}
