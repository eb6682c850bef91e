// says: test
export type Task<T> = () => Promise<T>

export async function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  const { promise, resolve, reject } = Promise.withResolvers<T[]>()
  const results: T[] = []
  let pending = 0
  for (const [index, task] of tasks.entries()) {
    pending++
    const run = async () => {
      try {
        results[index] = await task()
      } finally {
        if (--pending === 0) resolve(results)
      }
    }
    run().catch(reject)
  }
  if (pending === 0) resolve(results)
  return promise
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const responses = await gather(urls.map(url => () => fetch(url)))
  return responses.map(({ status }, index) => `[${status}] ${urls[index]}`)
}
