// says: oneAfterAnother
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: T[] = []
  const running = new Set<Promise<T>>()
  for (const task of tasks) {
    if (running.size >= limit) await Promise.race(running)
    const promise = task()
    running.add(promise)
    results.push(await promise)
    running.delete(promise)
  }
  return results
}
