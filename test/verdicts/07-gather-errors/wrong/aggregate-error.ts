// says: test
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const outcomes = await Promise.allSettled(tasks.map(async task => task()))
  const errors = outcomes.flatMap(outcome =>
    outcome.status === 'rejected' ? [outcome.reason] : [],
  )
  if (!returnExceptions && errors.length > 0) throw new AggregateError(errors)
  return outcomes.map(outcome => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason))
}
