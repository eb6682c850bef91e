import { addAbortListener } from 'node:events'

type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const controller = new AbortController()
  const stop = (reason: unknown) => {
    reject(reason)
    controller.abort(reason)
  }
  using _timer = setTimeout(() => stop(new DOMException('time is up', 'TimeoutError')), ms)
  using _listener = outer && addAbortListener(outer, () => stop(outer.reason))
  task(controller.signal).then(resolve, reject)
  return await promise
}
