// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

let controller: AbortController
let timer: NodeJS.Timeout

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  controller = new AbortController()
  const stop = (reason: unknown) => {
    reject(reason)
    controller.abort(reason)
  }
  const onAbort = () => stop(outer?.reason)
  timer = setTimeout(() => stop(new DOMException('time is up', 'TimeoutError')), ms)
  outer?.addEventListener('abort', onAbort)
  try {
    return await Promise.race([promise, task(controller.signal)])
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', onAbort)
  }
}
