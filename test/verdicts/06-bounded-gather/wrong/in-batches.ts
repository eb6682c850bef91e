// says: each batch waits for its slowest while the other slots sit idle
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  const results: T[] = []
  for (let index = 0; index < tasks.length; index += limit) {
    const batch = tasks.slice(index, index + limit)
    results.push(...(await Promise.all(batch.map(task => task()))))
  }
  return results
}
