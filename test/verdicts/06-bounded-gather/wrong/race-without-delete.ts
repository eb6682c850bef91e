// says: startedAfterTheFirst 3 240
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: Promise<T>[] = []
  for (const task of tasks) {
    if (results.length >= limit) await Promise.race(results)
    results.push(task())
  }
  return Promise.all(results)
}
