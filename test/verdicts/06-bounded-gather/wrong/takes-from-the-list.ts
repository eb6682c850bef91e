// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
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
