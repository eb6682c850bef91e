// says: test
type Task<T> = () => Promise<T>

let running = 0
const waiting: (() => void)[] = []

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  return Promise.all(
    tasks.map(async task => {
      if (running >= limit) await new Promise<void>(resolve => waiting.push(resolve))
      running++
      try {
        return await task()
      } finally {
        running--
        waiting.shift()?.()
      }
    }),
  )
}
