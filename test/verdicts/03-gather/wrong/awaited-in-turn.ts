// says: unhandledRejection 40
type Task<T> = () => Promise<T>

export async function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  const promises = tasks.map(task => task())
  const results: T[] = []
  for (const promise of promises) results.push(await promise)
  return results
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(
    urls.map(url => async () => {
      const response = await fetch(url)
      return `[${response.status}] ${url}`
    }),
  )
}
