// says: finishedBeforeItsWork 100
import { setTimeout as sleep } from 'node:timers/promises'

type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const controller = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason))
  })
  const late = async () => {
    await sleep(ms)
    controller.abort(new DOMException('time is up', 'TimeoutError'))
    return aborted
  }
  return Promise.race([aborted, task(controller.signal), late()])
}
