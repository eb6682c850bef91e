// says: functionsForResults 3
type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: unknown[] = []
    let missing = tasks.length
    if (missing === 0) resolve([])
    tasks.forEach(async (task, index) => {
      try {
        results[index] = await task
        missing--
        if (missing === 0) resolve(results as T[])
      } catch (error) {
        reject(error)
      }
    })
  })
}

export function fetchPosts(urls: readonly string[]): Promise<string[]> {
  // @ts-expect-error: this is the slip
  return gather(urls.map(url => fetch(url).then(({ status }) => `[${status}] ${url}`)))
}
