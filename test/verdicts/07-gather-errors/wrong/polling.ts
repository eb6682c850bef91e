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
    const results = new Array<T | Error>(tasks.length)
    let done = 0
    tasks.forEach(async (task, index) => {
      try {
        results[index] = await task()
      } catch (error) {
        results[index] = error as Error
        if (!returnExceptions) reject(error)
      }
      done++
    })
    const timer = setInterval(() => {
      if (done < tasks.length) return
      clearInterval(timer)
      resolve(results)
    }, 1)
  })
}
