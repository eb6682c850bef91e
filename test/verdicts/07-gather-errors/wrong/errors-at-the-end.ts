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
  const results: T[] = []
  const errors: Error[] = []
  for (const outcome of await Promise.allSettled(promises)) {
    if (outcome.status === 'fulfilled') results.push(outcome.value)
    else errors.push(outcome.reason)
  }
  return [...results, ...errors]
}
