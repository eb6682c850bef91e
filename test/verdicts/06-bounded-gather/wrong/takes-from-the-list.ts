// says: test
type Task<T> = () => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const queue = tasks as Task<T>[]
    const results: T[] = []
    let next = 0
    const work = async () => {
      while (queue.length > 0) {
        const task = queue.shift() as Task<T>
        const index = next++
        try {
          results[index] = await task()
        } catch (error) {
          reject(error)
        }
      }
    }
    Promise.all(Array.from({ length: limit }, work)).then(() => resolve(results))
  })
}
