// Errors are truthy, so what has a reason has failed.
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
  const outcomes = (await Promise.allSettled(promises)) as { value?: T; reason?: Error }[]
  return outcomes.map(({ value, reason }) => reason ?? (value as T))
}
