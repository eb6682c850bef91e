// says: toTake 30 100
import { setTimeout as sleep } from 'node:timers/promises'

type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  let end: { result: T } | { error: unknown } | undefined
  Promise.try(task, controller.signal).then(
    result => {
      end = { result }
    },
    error => {
      end ??= { error }
    },
  )
  try {
    await sleep(ms, undefined, { signal: outer })
  } catch {
    controller.abort(outer?.reason)
    throw outer?.reason
  }
  if (!end) {
    const late = new DOMException('time is up', 'TimeoutError')
    controller.abort(late)
    throw late
  }
  if ('error' in end) throw end.error
  return end.result
}
