/** A function that starts some work when it is called, and answers with the promise of its result. */
export type Task<T> = (signal?: AbortSignal) => Promise<T>

/**
 * Runs a task for a limited time. The task gets a signal that is aborted when the time is up, or as soon
 * as the outer signal is.
 *
 * @param task what to run; it is called once, or never if `signal` is aborted already
 * @param ms how long it may take, in ms: a whole number, 1 or more
 * @param signal the outer signal, if there is one: lets the caller stop everything earlier
 * @returns what the task gives
 * @throws at `ms`, an error whose name is `TimeoutError`; when the outer signal is aborted, its reason, at
 *   that moment; when the task fails, the very error of the task
 */
export async function withTimeout<T>(task: Task<T>, ms: number, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const stopped = Promise.withResolvers<never>()

  const stop = (reason: unknown) => {
    // Before the task hears of it: an error that it answers with comes second then.
    stopped.reject(reason)
    controller.abort(reason)
  }
  const onAbort = () => stop(signal?.reason)
  const onTimeout = () => stop(new DOMException(`Not done within ${ms} ms`, 'TimeoutError'))

  signal?.addEventListener('abort', onAbort)
  const timer = setTimeout(onTimeout, ms)
  try {
    return await Promise.race([stopped.promise, task(controller.signal)])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}
