// says: test
export type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const stopped = Promise.withResolvers<never>()
  stopped.promise.catch(() => {})
  const stop = (reason: unknown) => {
    controller.abort(reason)
    stopped.reject(reason)
  }
  const onAbort = () => stop(signal?.reason)
  signal?.addEventListener('abort', onAbort)
  let timer: NodeJS.Timeout | undefined
  try {
    timer = setTimeout(() => stop(new DOMException('timeout', 'TimeoutError')), ms)
    const work = task(controller.signal)
    return await Promise.race([work, stopped.promise])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}
