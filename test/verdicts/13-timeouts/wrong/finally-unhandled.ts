// says: unhandledRejection
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (reason: unknown) => {
    reject(reason)
    controller.abort(reason)
    cleanUp()
  }
  const onAbort = () => stop(outer?.reason)
  const timer = setTimeout(() => stop(new DOMException('time is up', 'TimeoutError')), ms)
  const cleanUp = () => {
    clearTimeout(timer)
    outer?.removeEventListener('abort', onAbort)
  }
  outer?.addEventListener('abort', onAbort)
  const running = task(controller.signal)
  running.finally(cleanUp)
  return Promise.race([promise, running])
}
