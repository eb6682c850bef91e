// Promise.withResolvers gives the promise and its two functions side by side.
type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  const { promise, resolve, reject } = Promise.withResolvers<T[]>()
  const results: T[] = []
  let done = 0
  for (const [index, task] of tasks.entries()) {
    task()
      .then(result => {
        results[index] = result
        if (++done === tasks.length) resolve(results)
      })
      .catch(reject)
  }
  if (tasks.length === 0) resolve([])
  return promise
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(
    urls.map(url => async () => {
      const response = await fetch(url)
      return `[${response.status}] ${url}`
    }),
  )
}
