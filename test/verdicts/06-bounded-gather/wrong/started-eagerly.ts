// says: started at the same instant (0 ms); at most 3 may be in flight
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  const promises = tasks.map(task => task())
  const results: T[] = []
  for (let index = 0; index < promises.length; index += limit) {
    results.push(...(await Promise.all(promises.slice(index, index + limit))))
  }
  return results
}
