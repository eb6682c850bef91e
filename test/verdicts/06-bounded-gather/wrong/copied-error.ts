// says: test
type Task<T> = () => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results = new Array<T>(tasks.length)
    const queue = tasks.entries()
    const work = async () => {
      for (const [index, task] of queue) {
        try {
          results[index] = await task()
        } catch (error) {
          reject(new Error((error as Error).message))
        }
      }
    }
    Promise.all(Array.from({ length: limit }, work)).then(() => resolve(results))
  })
}
