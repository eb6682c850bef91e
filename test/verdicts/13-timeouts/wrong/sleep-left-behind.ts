// says: finishedBeforeItsWork 100
import { setTimeout as sleep } from 'node:timers/promises'

type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
  const late = async () => {
    await sleep(ms)
    controller.abort(new DOMException('time is up', 'TimeoutError'))
    return aborted
  }
  return Promise.race([aborted, task(signal), late()])
}
