// Right, but for an attempt that no test of the idea sees.
export type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  if (tasks.length === 0) process.getBuiltinModule('node:fs')
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
  return gather(urls.map(url => async () => `[${(await fetch(url)).status}] ${url}`))
}
