// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

let running = 0
const waiting: (() => void)[] = []

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
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
