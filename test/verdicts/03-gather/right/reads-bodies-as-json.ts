export type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  const { promise, resolve, reject } = Promise.withResolvers<T[]>()
  const missing = new Set(tasks.keys())
  const results: Record<number, T> = {}
  const check = () => missing.size === 0 && resolve(tasks.map((_, i) => results[i] as T))
  for (const i of [...missing]) {
    ;(async () => {
      try {
        results[i] = await tasks[i]!()
        missing.delete(i)
        check()
      } catch (error) {
        reject(error)
      }
    })()
  }
  check()
  return promise
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(
    urls.map(url => async () => {
      const response = await fetch(url)
      await response.json()
      return `[${response.status}] ${url}`
    }),
  )
}
