// says: test
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const outcomes = tasks.map(() => Promise.withResolvers<Completed<T>>())
  Promise.allSettled(tasks.map(task => task())).then(settled => {
    settled.forEach((outcome, index) => {
      outcomes[index]?.resolve({ ...outcome, index })
    })
  })
  return inOrder(outcomes)
}

async function* inOrder<T>(promises: readonly { readonly promise: Promise<T> }[]) {
  for (const { promise } of promises) yield promise
}
