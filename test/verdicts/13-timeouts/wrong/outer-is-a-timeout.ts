// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  if (outer?.aborted) throw outer.reason
  const controller = new AbortController()
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => {
    const error = new DOMException('The operation timed out', 'TimeoutError')
    reject(error)
    controller.abort(error)
  }
  const timer = setTimeout(stop, ms)
  outer?.addEventListener('abort', stop)
  try {
    return await Promise.race([promise, task(controller.signal)])
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', stop)
  }
}
