type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const stopped = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    stopped.reject(new DOMException(`took more than ${ms} ms`, 'TimeoutError'))
    controller.abort()
  }, ms)
  const onAbort = () => {
    stopped.reject(outer?.reason)
    controller.abort()
  }
  outer?.addEventListener('abort', onAbort)
  try {
    return await Promise.race([stopped.promise, task(controller.signal)])
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', onAbort)
  }
}
