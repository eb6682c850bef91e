// says: oneAfterAnother
type Task<T> = (signal?: AbortSignal) => Promise<T>

async function* run<T>(tasks: readonly Task<T>[]): AsyncGenerator<T> {
  for (const task of tasks) yield task()
}

export async function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  const results: T[] = []
  for await (const result of run(tasks)) results.push(result)
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
