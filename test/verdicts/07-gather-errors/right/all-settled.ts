// The two of the language, and `Promise.try` for what is thrown at once.
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const promises = tasks.map(task => Promise.try(task))
  if (!returnExceptions) return Promise.all(promises)
  const outcomes = await Promise.allSettled(promises)
  return outcomes.map(outcome =>
    outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as Error),
  )
}
