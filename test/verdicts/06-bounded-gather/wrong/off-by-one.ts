// says: 4 requests were in flight at once; at most 3 may be in flight
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let next = 0
    let running = 0
    const fill = () => {
      if (next === tasks.length && running === 0) resolve(results)
      while (running <= limit && next < tasks.length) {
        const index = next++
        running++
        tasks[index]?.()
          .then(result => {
            results[index] = result
          }, reject)
          .finally(() => {
            running--
            fill()
          })
      }
    }
    fill()
  })
}
