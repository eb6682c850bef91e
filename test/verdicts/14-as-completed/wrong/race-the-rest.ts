// says: test
export type Task<T> = () => Promise<T>
export type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const pending = new Map<number, Promise<Completed<T>>>()
  for (const [index, task] of tasks.entries()) {
    pending.set(
      index,
      Promise.try(task).then(
        value => ({ status: 'fulfilled', value, index }),
        reason => ({ status: 'rejected', reason, index }),
      ),
    )
  }
  return (async function* () {
    while (pending.size > 0) {
      const first = await Promise.race(pending.values())
      pending.delete(first.index)
      yield first
    }
  })()
}
