// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let waiting = tasks.length
    const done = (error?: unknown) => {
      if (error) reject(error)
      else if (--waiting <= 0) resolve(results)
    }
    if (waiting === 0) done()
    tasks.forEach((task, index) => {
      task().then(result => {
        results[index] = result
        done()
      }, done)
    })
  })
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(urls.map(url => async () => `[${(await fetch(url)).status}] ${url}`))
}
