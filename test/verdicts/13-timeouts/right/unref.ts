type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const stop = (reason: unknown) => {
    reject(reason)
    controller.abort(reason)
  }
  const onAbort = () => stop(signal?.reason)
  const timer = setTimeout(() => stop(new DOMException('too late', 'TimeoutError')), ms)
  timer.unref()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    task(controller.signal).then(resolve, reject)
    return await promise
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
