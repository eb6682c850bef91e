// says: requestedTwice 3 21 19
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const work = async () => {
    while (next < tasks.length) {
      results[next] = await (tasks[next] as Task<T>)()
      next++
    }
  }
  await Promise.all(Array.from({ length: limit }, work))
  return results
}
