// says: test
type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let waiting = tasks.length
    if (waiting === 0) resolve(results)
    tasks.forEach((task, index) => {
      task().then(result => {
        results[index] = result
        waiting--
        if (waiting === 0) resolve(results.filter(Boolean))
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
