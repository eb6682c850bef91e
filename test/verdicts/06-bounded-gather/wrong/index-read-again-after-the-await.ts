// says: requestedTwice 3 21 19
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  const results: T[] = []
  let next = 0
  const work = async () => {
    while (next < tasks.length) {
      const task = tasks[next] as Task<T>
      const result = await task()
      results[next++] = result
    }
  }
  await Promise.all(Array.from({ length: limit }, work))
  return results
}
