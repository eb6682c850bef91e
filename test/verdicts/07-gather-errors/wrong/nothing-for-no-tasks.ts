// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  return new Promise((resolve, reject) => {
    let results: (T | Error)[] | undefined
    let waiting = tasks.length
    if (waiting === 0) resolve(results as never)
    tasks.forEach(async (task, index) => {
      results ??= []
      try {
        results[index] = await task()
      } catch (error) {
        if (!returnExceptions) return reject(error)
        results[index] = error as Error
      }
      waiting--
      if (waiting === 0) resolve(results)
    })
  })
}
