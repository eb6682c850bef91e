// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (outer?.aborted) return reject(outer.reason)
    const controller = new AbortController()
    const stop = (reason: unknown) => {
      reject(reason)
      controller.abort(reason)
      outer?.removeEventListener('abort', onAbort)
      clearTimeout(timer)
    }
    const onAbort = () => stop(outer?.reason)
    const timer = setTimeout(() => stop(new DOMException('time is up', 'TimeoutError')), ms)
    outer?.addEventListener('abort', onAbort)
    task(controller.signal).then(result => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', onAbort)
      resolve(result)
    }, reject)
  })
}
