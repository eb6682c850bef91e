// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  const outcomes: PromiseSettledResult<T>[] = []
  const queue = tasks.entries()
  const work = async () => {
    for (const [index, task] of queue) {
      const [outcome] = await Promise.allSettled([task()])
      outcomes[index] = outcome
    }
  }
  await Promise.all(Array.from({ length: limit }, work))
  return outcomes.map(outcome => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}
