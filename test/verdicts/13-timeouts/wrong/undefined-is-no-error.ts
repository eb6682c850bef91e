// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  return new Promise<T>((resolve, reject) => {
    const end = (error: unknown, value?: T) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      if (error) reject(error)
      else resolve(value as T)
    }
    const stop = (reason: unknown) => {
      end(reason)
      controller.abort(reason)
    }
    const onAbort = () => stop(signal?.reason)
    const timer = setTimeout(() => stop(new DOMException('too late', 'TimeoutError')), ms)
    signal?.addEventListener('abort', onAbort)
    Promise.try(task, controller.signal).then(
      value => end(null, value),
      error => end(error),
    )
  })
}
