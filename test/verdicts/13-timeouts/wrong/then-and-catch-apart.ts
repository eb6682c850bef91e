// says: unhandledRejection
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const stop = (reason: unknown) => {
    reject(reason)
    controller.abort(reason)
  }
  const onAbort = () => stop(outer?.reason)
  const timer = setTimeout(() => stop(new DOMException('time is up', 'TimeoutError')), ms)
  outer?.addEventListener('abort', onAbort)
  try {
    const work = task(controller.signal)
    work.then(resolve)
    work.catch(reject)
    return await promise
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', onAbort)
  }
}
