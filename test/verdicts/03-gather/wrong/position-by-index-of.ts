// says: test
type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let waiting = tasks.length
    if (waiting === 0) resolve(results)
    for (const task of tasks) {
      task().then(result => {
        results[tasks.indexOf(task)] = result
        waiting--
        if (waiting === 0) resolve(results)
      }, reject)
    }
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
