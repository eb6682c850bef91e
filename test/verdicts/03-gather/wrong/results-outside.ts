// says: test
type Task<T> = () => Promise<T>

let results: unknown[] = []

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  results = []
  return new Promise((resolve, reject) => {
    let waiting = tasks.length
    if (waiting === 0) resolve([])
    tasks.forEach((task, index) => {
      task().then(result => {
        results[index] = result
        waiting--
        if (waiting === 0) resolve(results as T[])
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
