// says: toTake 55 60
type Task<T> = () => Promise<T>

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let done = 0
    tasks.forEach((task, index) => {
      task().then(result => {
        results[index] = result
        done++
      }, reject)
    })
    const timer = setInterval(() => {
      if (done < tasks.length) return
      clearInterval(timer)
      resolve(results)
    }, 10)
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
