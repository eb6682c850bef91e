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
  // A promise for the first that will be done, one for the second, …, whichever task that may be.
  const places = tasks.map(() => Promise.withResolvers<Completed<T>>())
  let done = 0
  const finish = (outcome: Completed<T>) => places[done++]?.resolve(outcome)

  tasks.forEach((task, index) => {
    // Promise.try, as a task can throw before there is a promise.
    Promise.try(() => task()).then(
      value => finish({ index, status: 'fulfilled', value }),
      reason => finish({ index, status: 'rejected', reason }),
    )
  })

  // The generator is for waiting only: nothing in it runs before somebody asks for the first outcome.
  async function* inOrder() {
    for (const { promise } of places) yield promise
  }
  return inOrder()
}
