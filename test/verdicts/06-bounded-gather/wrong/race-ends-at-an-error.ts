// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
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
