// says: test
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const outcomes = tasks.map(() => Promise.withResolvers<Completed<T>>())
  let index = 0
  for (const task of tasks) {
    Promise.try(task).then(
      value => outcomes[index]?.resolve({ index: index++, status: 'fulfilled', value }),
      reason => outcomes[index]?.resolve({ index: index++, status: 'rejected', reason }),
    )
  }
  return inOrder(outcomes)
}

async function* inOrder<T>(promises: readonly { readonly promise: Promise<T> }[]) {
  for (const { promise } of promises) yield promise
}
