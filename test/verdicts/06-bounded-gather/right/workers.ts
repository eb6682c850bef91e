// `limit` workers share one iterator: each takes the next task when it is done with one.
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) {
    return Promise.reject(new RangeError('limit must be a whole number, 1 or more'))
  }
  return new Promise((resolve, reject) => {
    const results = new Array<T>(tasks.length)
    const queue = tasks.entries()
    const work = async () => {
      for (const [index, task] of queue) {
        try {
          results[index] = await task()
        } catch (error) {
          reject(error)
        }
      }
    }
    const workers = Array.from({ length: Math.min(limit, tasks.length) }, work)
    Promise.all(workers).then(() => resolve(results))
  })
}
