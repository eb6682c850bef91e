// says: test
type Task<T> = () => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
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
