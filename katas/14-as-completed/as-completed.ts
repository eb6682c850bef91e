/** A function that starts some work when it is called, and answers with the promise of its result. */
export type Task<T> = (signal?: AbortSignal) => Promise<T>

/** How a task ended, as `Promise.allSettled` says it, and which one it was: its index in the list. */
export type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

/**
 * Starts all tasks, and gives each outcome when it is there, the first to be done first. What becomes of
 * a task is never thrown: the loop goes on after an error.
 *
 * @param tasks what to run; each is called once, before this function returns
 * @returns what one `for await` loop can go through; nothing is lost while its body takes its time
 */
export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  throw new Error('TODO: start every task, and give the outcomes in the order in which they come')
}
