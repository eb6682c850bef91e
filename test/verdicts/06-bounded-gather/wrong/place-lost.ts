// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  let running = 0
  const waiting: (() => void)[] = []
  const run = async (task: Task<T>) => {
    if (running >= limit) await new Promise<void>(resolve => waiting.push(resolve))
    running++
    const result = await task()
    running--
    waiting.shift()?.()
    return result
  }
  return Promise.all(tasks.map(run))
}
