// says: If you divided the tasks among the workers up front, let all workers take from that queue
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  const results: T[] = []
  const { promise, resolve, reject } = Promise.withResolvers<T[]>()
  const work = async (first: number) => {
    for (let index = first; index < tasks.length; index += limit) {
      try {
        results[index] = await (tasks[index] as Task<T>)()
      } catch (error) {
        reject(error)
      }
    }
  }
  Promise.all(Array.from({ length: limit }, (_, place) => work(place))).then(() => resolve(results))
  return promise
}
