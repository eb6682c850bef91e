// says: toLeaveNothingBehind
type Task<T> = (signal: AbortSignal) => Promise<T>

export function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    const stop = (reason: unknown) => {
      cleanUp()
      reject(reason)
      controller.abort(reason)
    }
    const onAbort = () => stop(outer?.reason)
    const timer = setTimeout(() => stop(new DOMException('time is up', 'TimeoutError')), ms)
    outer?.addEventListener('abort', onAbort)
    const cleanUp = () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', onAbort)
    }
    if (outer?.aborted) {
      reject(outer.reason)
      return
    }
    Promise.try(task, controller.signal).then(resolve, reject).finally(cleanUp)
  })
}
