// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

import { setTimeout as sleep } from 'node:timers/promises'

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be 1 or more')
  const results: Promise<T>[] = []
  const { promise: failed, reject } = Promise.withResolvers<never>()
  let running = 0
  const startAll = async () => {
    for (const task of tasks) {
      while (running >= limit) await sleep(1)
      running++
      const result = task()
      result.catch(reject).finally(() => running--)
      results.push(result)
    }
    return Promise.all(results)
  }
  return Promise.race([startAll(), failed])
}
