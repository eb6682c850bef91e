// says: test
export type Task<T> = (signal: AbortSignal) => Promise<T>

export function withTimeout<T>(task: Task<T>, ms: number, signal?: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const controller = new AbortController()
    const stop = (reason: unknown) => {
      reject(reason)
      controller.abort(reason)
    }
    const onAbort = () => stop(signal?.reason)
    const timer = setTimeout(() => stop(new DOMException(`${ms} ms`, 'TimeoutError')), ms)
    signal?.addEventListener('abort', onAbort)
    let work: Promise<T>
    try {
      work = task(controller.signal)
    } catch (error) {
      clearTimeout(timer)
      return reject(error)
    }
    const cleanUp = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
    controller.signal.addEventListener('abort', cleanUp)
    work.then(resolve, reject).finally(cleanUp)
  })
}
