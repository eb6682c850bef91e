// says: startedOutOfOrder
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
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
