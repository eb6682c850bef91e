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
  throw new Error('TODO: give the task a signal, and whatever comes first decides')
}
