// says: test
type Task<T> = () => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let running = 0
    let started = 0
    let done = 0
    const fill = () => {
      while (running < limit && started < tasks.length) {
        const index = started++
        running++
        tasks[index]!()
          .then(result => {
            results[index] = result
          })
          .catch(error => {
            running--
            reject(error)
            fill()
          })
          .finally(() => {
            running--
            done++
            if (done === tasks.length) resolve(results)
            fill()
          })
      }
    }
    if (tasks.length === 0) resolve([])
    fill()
  })
}
