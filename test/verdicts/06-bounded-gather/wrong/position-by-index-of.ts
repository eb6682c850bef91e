// says: test
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: T[] = []
  const queue = [...tasks]
  const { promise, resolve, reject } = Promise.withResolvers<T[]>()
  const work = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) {
      try {
        results[tasks.indexOf(task)] = await task()
      } catch (error) {
        reject(error)
      }
    }
  }
  Promise.all(Array.from({ length: limit }, work)).then(() => resolve(results))
  return promise
}
