// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  return new Promise((resolve, reject) => {
    const results: (T | Error)[] = []
    let waiting = tasks.length
    if (waiting === 0) resolve(results)
    tasks.forEach(async (task, index) => {
      let result: T | undefined
      let error: Error | undefined
      try {
        result = await task()
      } catch (thrown) {
        error = thrown as Error
      }
      if (error && !returnExceptions) return reject(error)
      results[index] = error ?? (result as T)
      waiting--
      if (waiting === 0) resolve(results)
    })
  })
}
