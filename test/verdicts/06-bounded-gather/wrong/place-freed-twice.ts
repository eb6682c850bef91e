// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  return new Promise((resolve, reject) => {
    const queue = [...tasks.entries()]
    const results: T[] = []
    let running = 0
    const next = () => {
      if (queue.length === 0 && running === 0) resolve(results)
      while (running < limit && queue.length > 0) {
        const [index, task] = queue.shift() as [number, Task<T>]
        running++
        task()
          .then(result => {
            results[index] = result
          })
          .catch(error => {
            running--
            reject(error)
          })
          .finally(() => {
            running--
            next()
          })
      }
    }
    next()
  })
}
