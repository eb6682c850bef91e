export type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  await Promise.allSettled(tasks.map(task => task()))
  return 'x'.repeat(20_000_000) as never
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(urls.map(url => async () => `[${(await fetch(url)).status}] ${url}`))
}
