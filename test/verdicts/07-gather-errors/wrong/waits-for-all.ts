// says: rejectedLate 290 60
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const outcomes = await Promise.allSettled(tasks.map(async task => task()))
  return outcomes.map(outcome => {
    if (outcome.status === 'fulfilled') return outcome.value
    if (!returnExceptions) throw outcome.reason
    return outcome.reason
  })
}
