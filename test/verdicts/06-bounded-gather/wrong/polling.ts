// says: test
import { setTimeout as sleep } from 'node:timers/promises'

type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  let running = 0
  const run = async (task: Task<T>) => {
    try {
      return await task()
    } finally {
      running--
    }
  }
  return new Promise((resolve, reject) => {
    const startAll = async () => {
      const promises: Promise<T>[] = []
      for (const task of tasks) {
        while (running >= limit) await sleep(1)
        running++
        const promise = run(task)
        promise.catch(reject)
        promises.push(promise)
      }
      resolve(await Promise.all(promises))
    }
    startAll().catch(reject)
  })
}
