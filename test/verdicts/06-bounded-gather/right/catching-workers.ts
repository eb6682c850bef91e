// Workers that catch what a task throws and go on with the next: all tasks start, whatever fails.
type Task<T> = () => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results = new Array<T>(tasks.length)
    let next = 0
    const work = async () => {
      while (next < tasks.length) {
        const index = next++
        try {
          results[index] = await tasks[index]!()
        } catch (error) {
          reject(error)
        }
      }
    }
    Promise.all(Array.from({ length: Math.min(limit, tasks.length) }, work)).then(() =>
      resolve(results),
    )
  })
}
