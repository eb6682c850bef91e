// says: toTake 30 100
import { setTimeout as sleep } from 'node:timers/promises'

type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const controller = new AbortController()
  let done = false
  const work = task(controller.signal).finally(() => {
    done = true
  })
  work.catch(() => {})
  await sleep(ms)
  if (done) return work
  controller.abort()
  throw new DOMException('time is up', 'TimeoutError')
}
