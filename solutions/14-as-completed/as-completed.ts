/** A function that starts some work when it is called, and returns the promise of its result. */
export type Task<T> = () => Promise<T>

/** The outcome of a task, like one of `Promise.allSettled`, with the index of the task in the list. */
export type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

/**
 * Starts all tasks, and yields the outcome of each as soon as it is done. Nothing is thrown in the loop: an
 * error is an outcome, too.
 *
 * @param tasks what to run; all are started before this function returns
 * @returns what one `for await` loop can go through; nothing is lost while its body is busy
 */
export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  // A promise for the first task that will be done, one for the second, …, whichever task that is.
  const outcomes = tasks.map(() => Promise.withResolvers<Completed<T>>())
  let done = 0
  const finish = (outcome: Completed<T>) => outcomes[done++]?.resolve(outcome)

  tasks.forEach((task, index) => {
    // Promise.try, as a task can throw before it returns a promise.
    Promise.try(task).then(
      value => finish({ index, status: 'fulfilled', value }),
      reason => finish({ index, status: 'rejected', reason }),
    )
  })
  return inOrder(outcomes)
}

/** Yields what the first promise resolves to, then the second, and so on. Waits for each. */
async function* inOrder<T>(promises: readonly { readonly promise: Promise<T> }[]) {
  for (const { promise } of promises) yield promise
}
