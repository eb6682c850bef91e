// says: promiseForTask task
type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let missing = tasks.length
    if (missing === 0) resolve(results)
    for (const [index, task] of tasks.entries()) {
      task().then(result => {
        results[index] = result
        missing--
        if (missing === 0) resolve(results)
      }, reject)
    }
  })
}

async function lineOf(url: string): Promise<string> {
  const response = await fetch(url)
  return `[${response.status}] ${url}`
}

export function fetchPosts(urls: readonly string[]): Promise<string[]> {
  // @ts-expect-error: this is the slip
  return gather(urls.map(url => lineOf(url)))
}
