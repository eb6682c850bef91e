// says: test
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: Promise<T>[] = []
  const running = new Set<Promise<unknown>>()
  for (const task of tasks) {
    const promise = task()
    results.push(promise)
    const ended: Promise<unknown> = promise.then(() => running.delete(ended))
    running.add(ended)
    if (running.size >= limit) await Promise.race(running)
  }
  return Promise.all(results)
}
