// A plain loop that starts, catches what is thrown at once, and handles each promise where it begins.
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const promises: Promise<T | Error>[] = []
  for (const task of tasks) {
    let promise: Promise<T>
    try {
      promise = task()
    } catch (error) {
      promise = Promise.reject(error)
    }
    promises.push(
      returnExceptions
        ? promise.then(
            value => value,
            error => error,
          )
        : promise,
    )
  }
  return await Promise.all(promises)
}
