// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
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
