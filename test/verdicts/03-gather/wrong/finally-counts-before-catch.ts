// says: test
export type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let done = 0
    if (!tasks.length) resolve([])
    tasks.forEach((task, i) => {
      task()
        .then(value => (results[i] = value))
        .finally(() => {
          done++
          if (done === tasks.length) resolve(results)
        })
        .catch(reject)
    })
  })
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(urls.map(url => () => fetch(url).then(r => `[${r.status}] ${url}`)))
}
