// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
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

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  await gather(
    urls.map(url => async () => {
      const response = await fetch(url)
      lines.push(`[${response.status}] ${url}`)
    }),
  )
  const number = (line: string) => Number(line.split('/').at(-1))
  return lines.sort((a, b) => number(a) - number(b))
}
