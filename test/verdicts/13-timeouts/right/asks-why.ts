type Task<T> = (signal: AbortSignal) => Promise<T>

// One function ends it, and asks the outer signal why.
export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  const controller = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  if (outer?.aborted) throw outer.reason
  const end = () => {
    const timedOut = !outer?.aborted
    reject(timedOut ? new DOMException('time is up', 'TimeoutError') : outer?.reason)
    controller.abort()
  }
  const timer = setTimeout(end, ms)
  outer?.addEventListener('abort', end)
  const work = async () => task(controller.signal)
  work().then(resolve, reject)
  return promise.finally(() => {
    clearTimeout(timer)
    outer?.removeEventListener('abort', end)
  })
}
