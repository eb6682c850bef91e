// says: Deadlock
type Task<T> = () => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let started = 0
    let done = 0
    const start = () => {
      const index = started++
      const task = tasks[index]
      task?.()
        .then(result => {
          results[index] = result
        }, reject)
        .finally(() => {
          done++
          if (done === tasks.length) resolve(results)
          start()
        })
    }
    for (let place = 0; place < limit; place++) start()
  })
}
