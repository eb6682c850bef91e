// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  return new Promise((resolve, reject) => {
    const results = new Array<T>(tasks.length)
    const queue = tasks.entries()
    const work = async () => {
      for (const [index, task] of queue) {
        try {
          results[index] = await task()
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      }
    }
    Promise.all(Array.from({ length: limit }, work)).then(() => resolve(results))
  })
}
