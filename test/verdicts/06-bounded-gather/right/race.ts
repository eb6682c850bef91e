// A set of what runs; as long as it is full, wait for the first of it.
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: Promise<T>[] = []
  const { promise: failed, reject } = Promise.withResolvers<never>()
  const startAll = async () => {
    const running = new Set<Promise<void>>()
    for (const task of tasks) {
      while (running.size >= limit) await Promise.race(running)
      const result = task()
      results.push(result)
      const ended: Promise<void> = result
        .then(() => {}, reject)
        .then(() => {
          running.delete(ended)
        })
      running.add(ended)
    }
    return Promise.all(results)
  }
  return Promise.race([startAll(), failed])
}
