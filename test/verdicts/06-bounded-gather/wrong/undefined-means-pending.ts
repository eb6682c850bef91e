// says: test
type Task<T> = () => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results = new Array<T>(tasks.length)
    const queue = tasks.entries()
    if (tasks.length === 0) resolve(results)
    const next = () => {
      const { value: entry } = queue.next()
      if (!entry) return
      const [index, task] = entry
      task()
        .then(result => {
          results[index] = result
          if (!results.includes(undefined as T)) resolve(results)
        }, reject)
        .finally(next)
    }
    for (let place = 0; place < limit; place++) next()
  })
}
