type Task<T> = (signal: AbortSignal) => Promise<T>

class TimeoutError extends Error {
  override name = 'TimeoutError'
}

export function withTimeout<T>(task: Task<T>, ms: number, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    const controller = new AbortController()
    const timer = setTimeout(() => stop(new TimeoutError(`${ms} ms are over`)), ms)
    const onAbort = () => stop(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })

    function cleanUp() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }

    function stop(reason: unknown) {
      cleanUp()
      reject(reason)
      controller.abort(reason)
    }

    async function work() {
      try {
        resolve(await task(controller.signal))
      } catch (error) {
        reject(error)
      } finally {
        cleanUp()
      }
    }
    work()
  })
}
