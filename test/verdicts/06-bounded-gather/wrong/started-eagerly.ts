// says: tooManyAtOnce 0 3
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const promises = tasks.map(task => task())
  const results: T[] = []
  for (let index = 0; index < promises.length; index += limit) {
    results.push(...(await Promise.all(promises.slice(index, index + limit))))
  }
  return results
}
