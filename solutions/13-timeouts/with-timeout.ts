/** A function that starts some work when it is called, and stops it when the signal is aborted. */
export type Task<T> = (signal: AbortSignal) => Promise<T>

/**
 * Runs a task for a limited time. When the time is up, or as soon as the outer signal is aborted, so is the
 * task's signal.
 *
 * @param task what to run; it is never called if `outer` is aborted already
 * @param ms how long it may take, in ms
 * @param outer lets the caller stop everything earlier
 * @returns the result of the task
 * @throws after `ms`, an error whose name is `TimeoutError`; when `outer` is aborted, its reason; if the task
 *   fails before, its error
 */
export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const stopped = Promise.withResolvers<never>()

  const stop = (reason: unknown) => {
    // Before the task hears of it: an error that the task fails with then comes second.
    stopped.reject(reason)
    controller.abort(reason)
  }
  const onAbort = () => stop(outer?.reason)
  const onTimeout = () => stop(new DOMException(`Not done within ${ms} ms`, 'TimeoutError'))

  outer?.addEventListener('abort', onAbort)
  const timer = setTimeout(onTimeout, ms)
  try {
    return await Promise.race([stopped.promise, task(controller.signal)])
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', onAbort)
  }
}
