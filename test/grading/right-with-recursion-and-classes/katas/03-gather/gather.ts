export interface Task<T> { (signal?: AbortSignal): Promise<T> }

class Gatherer<T> {
  private left: number
  private readonly results: T[]
  constructor(private readonly tasks: readonly Task<T>[]) {
    this.left = tasks.length
    this.results = Array.from({ length: tasks.length })
  }
  run(): Promise<T[]> {
    return new Promise<T[]>((yes, no) => {
      if (!this.left) yes(this.results)
      this.tasks.forEach(async (task, i) => {
        try {
          this.results[i] = await task()
          this.left -= 1
          if (!this.left) yes(this.results)
        } catch (e) {
          no(e)
        }
      })
    })
  }
}

export function gather<T>(tasks: readonly Task<T>[]) {
  return new Gatherer(tasks).run()
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(urls.map(url => async () => `[${(await fetch(url)).status}] ${url}`))
}
