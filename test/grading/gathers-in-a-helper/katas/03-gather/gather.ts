import { together } from './together.ts'

export type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return together(tasks.map(task => task()))
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(urls.map(url => async () => `[${(await fetch(url)).status}] ${url}`))
}
