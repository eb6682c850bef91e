// says: inBatches
type Task<T> = () => Promise<T>

function together<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let waiting = tasks.length
    if (waiting === 0) resolve(results)
    tasks.forEach((task, index) => {
      task().then(result => {
        results[index] = result
        waiting--
        if (waiting === 0) resolve(results)
      }, reject)
    })
  })
}

export async function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  const results: T[] = []
  for (let index = 0; index < tasks.length; index += 5) {
    results.push(...(await together(tasks.slice(index, index + 5))))
  }
  return results
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(
    urls.map(url => async () => {
      const response = await fetch(url)
      return `[${response.status}] ${url}`
    }),
  )
}
