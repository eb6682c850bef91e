// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const controller = new AbortController()
  const promises = tasks.map(async task => task(controller.signal))
  if (returnExceptions) {
    return Promise.all(promises.map(promise => promise.catch((error: Error) => error)))
  }
  try {
    return await Promise.all(promises)
  } catch (error) {
    controller.abort()
    throw error
  }
}
