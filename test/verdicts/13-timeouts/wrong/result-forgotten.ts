// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    const stop = (reason: unknown) => {
      finish(() => reject(reason))
      controller.abort(reason)
    }
    const onAbort = () => stop(outer?.reason)
    const timer = setTimeout(() => stop(new DOMException('time is up', 'TimeoutError')), ms)
    outer?.addEventListener('abort', onAbort)
    const finish = (settle: (result?: never) => void) => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', onAbort)
      settle()
    }
    Promise.try(task, controller.signal).then(
      () => finish(resolve as () => void),
      error => finish(() => reject(error)),
    )
  })
}
