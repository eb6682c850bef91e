// says: test
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const outcomes = tasks.map(() => Promise.withResolvers<Completed<T>>())
  let done = 0
  tasks.forEach((task, index) => {
    Promise.try(task).then(
      value => outcomes[done++]?.resolve({ index, status: 'fulfilled', value }),
      reason => outcomes[done++]?.reject(reason),
    )
  })
  return inOrder(outcomes)
}

async function* inOrder<T>(promises: readonly { readonly promise: Promise<T> }[]) {
  for (const { promise } of promises) yield promise
}
