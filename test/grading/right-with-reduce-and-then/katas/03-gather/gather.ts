export type Task<T> = (signal?: AbortSignal) => Promise<T>

export const gather = <T>(tasks: readonly Task<T>[]): Promise<T[]> => {
  const { promise, resolve, reject } = Promise.withResolvers<T[]>()
  const results: T[] = []
  let done = 0
  for (const [index, task] of tasks.entries()) {
    task().then(result => {
      results[index] = result
      if (++done === tasks.length) resolve(results)
    }, reject)
  }
  if (tasks.length === 0) resolve([])
  return promise
}

export async function fetchPosts(urls: readonly string[]) {
  const answers = await gather(urls.map(url => () => fetch(url)))
  return answers.map((answer, index) => `[${answer.status}] ${urls[index]}`)
}
