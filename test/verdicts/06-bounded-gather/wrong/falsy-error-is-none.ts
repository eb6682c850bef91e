// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let running = 0
    let started = 0
    let ended = 0
    const end = (error?: unknown) => {
      running--
      ended++
      if (error) reject(error)
      fill()
    }
    const fill = () => {
      if (ended === tasks.length) resolve(results)
      while (running < limit && started < tasks.length) {
        const index = started++
        running++
        tasks[index]?.().then(result => {
          results[index] = result
          end()
        }, end)
      }
    }
    fill()
  })
}
