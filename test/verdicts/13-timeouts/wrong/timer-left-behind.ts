// says: finishedBeforeItsWork 100
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  let onAbort = () => {}
  const stopped = new Promise<never>((_, reject) => {
    const stop = (reason: unknown) => {
      reject(reason)
      controller.abort(reason)
    }
    setTimeout(() => stop(new DOMException('time is up', 'TimeoutError')), ms)
    onAbort = () => stop(signal?.reason)
    signal?.addEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([stopped, task(controller.signal)])
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
