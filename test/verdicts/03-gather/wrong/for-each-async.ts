// says: finishedBeforeItsWork
type Task<T> = () => Promise<T>

export async function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  const results: T[] = []
  tasks.forEach(async (task, index) => {
    results[index] = await task()
  })
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
