// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const work = task(controller.signal)
  return await new Promise<T>((resolve, reject) => {
    const stop = (reason: unknown) => {
      done()
      reject(reason)
      controller.abort(reason)
    }
    const onAbort = () => stop(signal?.reason)
    const timer = setTimeout(() => stop(new DOMException('too late', 'TimeoutError')), ms)
    signal?.addEventListener('abort', onAbort)
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
    work.then(
      value => {
        done()
        resolve(value)
      },
      error => {
        done()
        reject(error)
      },
    )
  })
}
