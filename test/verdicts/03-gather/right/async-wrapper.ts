// Each task is awaited by an async function of its own.
type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    if (tasks.length === 0) return resolve([])
    const results = new Map<number, T>()

    async function run(task: Task<T>, index: number): Promise<void> {
      try {
        results.set(index, await task())
        if (results.size === tasks.length) resolve(tasks.map((_, i) => results.get(i) as T))
      } catch (error) {
        reject(error)
      }
    }

    for (const [index, task] of tasks.entries()) void run(task, index)
  })
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(
    urls.map(url => async () => {
      const response = await fetch(url)
      return `[${response.status}] ${url}`
    }),
  )
}
