// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (reason: unknown) => {
    reject(reason)
    controller.abort(reason)
  }
  const timer = setTimeout(() => stop(new DOMException('time is up', 'TimeoutError')), ms)
  if (outer) outer.onabort = () => stop(outer.reason)
  try {
    return await Promise.race([promise, task(controller.signal)])
  } finally {
    clearTimeout(timer)
    if (outer) outer.onabort = null
  }
}
