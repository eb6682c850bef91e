// says: test
type Task<T> = () => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    const queue = tasks.values()
    const work = async () => {
      for (const task of queue) {
        try {
          results.push(await task())
        } catch (error) {
          reject(error)
        }
      }
    }
    Promise.all(Array.from({ length: limit }, work)).then(() => resolve(results))
  })
}
