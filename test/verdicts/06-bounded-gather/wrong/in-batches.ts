// says: inBatches
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: T[] = []
  for (let index = 0; index < tasks.length; index += limit) {
    const batch = tasks.slice(index, index + limit)
    results.push(...(await Promise.all(batch.map(task => task()))))
  }
  return results
}
