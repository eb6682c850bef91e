// says: test
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results = new Array<T>(tasks.length)
  const queue = tasks.entries()
  const work = async () => {
    for (const [index, task] of queue) {
      try {
        results[index] = await task()
      } catch (error) {
        console.error(error)
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, work))
  return results
}
