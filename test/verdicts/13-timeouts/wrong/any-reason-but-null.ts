// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const stop = () => {
    const reason = signal?.reason ?? new DOMException('too late', 'TimeoutError')
    reject(reason)
    controller.abort(reason)
  }
  const timer = setTimeout(stop, ms)
  signal?.addEventListener('abort', stop, { once: true })
  try {
    task(controller.signal).then(resolve, reject)
    return await promise
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}
