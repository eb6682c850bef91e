// says: requestedTwice 3 21 19
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
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
