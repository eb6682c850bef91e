// says: tooManyAtOnce 0 3
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  let free = limit
  const waiting: (() => void)[] = []
  return Promise.all(
    tasks.map(async task => {
      if (free > 0) free--
      else await new Promise<void>(resolve => waiting.push(resolve))
      try {
        return task()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else free++
      }
    }),
  )
}
