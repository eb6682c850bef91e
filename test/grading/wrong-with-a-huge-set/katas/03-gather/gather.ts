export type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  await Promise.allSettled(tasks.map(task => task()))
  return new Set(Array.from({ length: 200_000 }, (_, index) => index)) as never
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(urls.map(url => async () => `[${(await fetch(url)).status}] ${url}`))
}
