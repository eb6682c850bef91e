/** A function that starts some work when it is called, and stops it when the signal is aborted. */
export type Task<T> = (signal: AbortSignal) => Promise<T>

/**
 * Runs a task for a limited time. When the time is up, the task's signal is aborted.
 *
 * @param task what to run
 * @param ms how long it may take, in ms
 * @returns the result of the task
 * @throws after `ms`, an error whose name is `TimeoutError`; if the task fails before, its error
 */
export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  throw new Error('TODO: give the task a signal; after `ms`, stop the task and stop waiting for it')
}
