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
    const results: (T | Error)[] = []
    let done = 0
    tasks.forEach(async (task, index) => {
      try {
        results[index] = await task()
      } catch (error) {
        if (!returnExceptions) return reject(error)
        results[index] = error as Error
      }
      done++
      if (done === tasks.length) resolve(results)
    })
  })
}
