type Task<T> = (signal: AbortSignal) => Promise<T>

// Whatever the task fails with once it has been told to stop, the reason for that counts.
export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const { signal } = controller
  const done = new AbortController()
  const timer = setTimeout(() => {
    controller.abort(new DOMException(`more than ${ms} ms`, 'TimeoutError'))
  }, ms)
  outer?.addEventListener('abort', () => controller.abort(outer.reason), { signal: done.signal })
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: done.signal })
  })
  try {
    return await Promise.race([task(signal), aborted])
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    clearTimeout(timer)
    done.abort()
  }
}
