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
  if (!returnExceptions) return Promise.all(promises)
  const results: (T | Error)[] = []
  let failed = false
  await Promise.allSettled(
    promises.map((promise, index) =>
      promise.then(
        result => {
          results[index] = result
        },
        error => {
          if (!failed) results[index] = error
          failed = true
        },
      ),
    ),
  )
  return results
}
