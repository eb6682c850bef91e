// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const { signal } = controller
  const timeoutError = new DOMException(`took more than ${ms} ms`, 'TimeoutError')
  const timer = setTimeout(() => controller.abort(timeoutError), ms)
  const onAbort = () => controller.abort(outer?.reason)
  outer?.addEventListener('abort', onAbort)
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
  try {
    return await Promise.race([aborted, task(signal)])
  } catch {
    if (outer?.aborted) throw outer.reason
    throw timeoutError
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', onAbort)
  }
}
