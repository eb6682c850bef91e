// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let next = 0
    let done = 0
    let failed = false
    if (tasks.length === 0) resolve(results)
    const start = async () => {
      const index = next++
      const task = tasks[index]
      if (!task || failed) return
      try {
        results[index] = await task()
      } catch (error) {
        failed = true
        reject(error)
      }
      done++
      if (done === tasks.length) resolve(results)
      start()
    }
    for (let place = 0; place < limit; place++) start()
  })
}
