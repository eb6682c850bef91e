// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let index = 0
    const work = async () => {
      while (index < tasks.length) {
        try {
          results[index] = await (tasks[index] as Task<T>)()
        } catch (error) {
          reject(error)
        }
        index++
      }
    }
    Promise.all(Array.from({ length: limit }, work)).then(() => resolve(results))
  })
}
