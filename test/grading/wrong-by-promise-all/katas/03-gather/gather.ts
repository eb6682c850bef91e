
export type Task<T> = () => Promise<T>
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(urls.map(url => async () => `[${(await fetch(url)).status}] ${url}`))
}

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> { return Promise.all(tasks.map(t => t())) }
