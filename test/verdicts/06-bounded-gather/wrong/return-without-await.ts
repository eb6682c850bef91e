// says: started at the same instant (0 ms); at most 3 may be in flight
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
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
