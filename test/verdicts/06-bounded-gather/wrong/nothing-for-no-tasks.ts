// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
    if (tasks.length === 0) resolve(undefined as never)
    const results: T[] = []
    let started = 0
    let done = 0
    const start = async () => {
      while (started < tasks.length) {
        const index = started++
        try {
          results[index] = await (tasks[index] as Task<T>)()
        } catch (error) {
          reject(error)
        }
        done++
        if (done === tasks.length) resolve(results)
      }
    }
    for (let place = 0; place < limit; place++) start()
  })
}
