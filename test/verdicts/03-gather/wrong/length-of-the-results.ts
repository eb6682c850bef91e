// says: finishedBeforeItsWork
type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    if (tasks.length === 0) resolve(results)
    tasks.forEach((task, index) => {
      task().then(result => {
        results[index] = result
        if (results.length === tasks.length) resolve(results)
      }, reject)
    })
  })
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(
    urls.map(url => async () => {
      const response = await fetch(url)
      return `[${response.status}] ${url}`
    }),
  )
}
