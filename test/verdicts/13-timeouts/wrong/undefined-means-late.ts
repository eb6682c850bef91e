// says: test
import { setTimeout as sleep } from 'node:timers/promises'

type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const done = new AbortController()
  const onAbort = () => controller.abort(outer?.reason)
  outer?.addEventListener('abort', onAbort)
  const aborted = new Promise<never>((_, reject) =>
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason)),
  )
  try {
    const result = await Promise.race([
      aborted,
      task(controller.signal),
      sleep(ms, undefined, { signal: done.signal }),
    ])
    if (result === undefined) {
      const late = new DOMException('time is up', 'TimeoutError')
      controller.abort(late)
      throw late
    }
    return result as T
  } finally {
    done.abort()
    outer?.removeEventListener('abort', onAbort)
  }
}
