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
    if (tasks.length === 0) resolve(results)
    const put = (result: T | Error) => {
      results.push(result)
      if (results.length === tasks.length) resolve(results)
    }
    for (const task of tasks) {
      Promise.try(task).then(put, error => (returnExceptions ? put(error) : reject(error)))
    }
  })
}
