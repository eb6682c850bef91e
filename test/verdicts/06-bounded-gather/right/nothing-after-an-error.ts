// As p-map does it: after the first error no other task is started.
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: T[] = []
  const queue = tasks.entries()
  let failed = false
  const work = async () => {
    while (!failed) {
      const { value: entry } = queue.next()
      if (!entry) return
      const [index, task] = entry
      try {
        results[index] = await task()
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, () => work()))
  return results
}
