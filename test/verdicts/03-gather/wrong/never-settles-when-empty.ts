// says: Deadlock
type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let done = 0
    tasks.forEach((task, index) => {
      task().then(result => {
        results[index] = result
        done++
        if (done === tasks.length) resolve(results)
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
