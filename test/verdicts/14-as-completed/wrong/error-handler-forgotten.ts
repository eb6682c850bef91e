// says: unhandledRejection
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const outcomes = tasks.map(() => Promise.withResolvers<Completed<T>>())
  let done = 0
  const finish = (outcome: Completed<T>) => outcomes[done++]?.resolve(outcome)
  tasks.forEach((task, index) => {
    Promise.try(task).then(value => finish({ index, status: 'fulfilled', value }))
  })
  return inOrder(outcomes)
}

async function* inOrder<T>(promises: readonly { readonly promise: Promise<T> }[]) {
  for (const { promise } of promises) yield promise
}
