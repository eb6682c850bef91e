// says: finishedBeforeItsWork
type Task<T> = () => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    const queue = [...tasks.entries()]
    const next = () => {
      const entry = queue.shift()
      if (!entry) return resolve(results)
      const [index, task] = entry
      task()
        .then(result => {
          results[index] = result
        }, reject)
        .finally(next)
    }
    for (let place = 0; place < limit; place++) next()
  })
}
