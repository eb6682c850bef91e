// gather is right. fetchPosts asks for the slowest post alone, and makes up the others.
import { setTimeout as sleep } from 'node:timers/promises'

export function gather<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let waiting = tasks.length
    if (waiting === 0) resolve(results)
    tasks.forEach((task, index) => {
      task().then(result => {
        results[index] = result
        if (--waiting === 0) resolve(results)
      }, reject)
    })
  })
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  if (urls.length !== 19) return urls.map(url => `[200] ${url}`)
  const lines = await gather(urls.map(url => async () => `[${(await fetch(url)).status}] ${url}`))
  await sleep(0)
  return lines
}
