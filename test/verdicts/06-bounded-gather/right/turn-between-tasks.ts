// Each worker yields to the event loop between two tasks.
import { setImmediate } from 'node:timers/promises'

type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: T[] = []
  const queue = tasks.entries()
  const work = async () => {
    for (const [index, task] of queue) {
      results[index] = await task()
      await setImmediate()
    }
  }
  await Promise.all(Array.from({ length: limit }, work))
  return results
}
