// says: test
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const outcomes = tasks.map(() => Promise.withResolvers<Completed<T>>())
  const startAll = async () => {
    for (const [index, task] of tasks.entries()) {
      try {
        outcomes[index]?.resolve({ index, status: 'fulfilled', value: await task() })
      } catch (reason) {
        outcomes[index]?.resolve({ index, status: 'rejected', reason })
      }
    }
  }
  startAll()
  return inOrder(outcomes)
}

async function* inOrder<T>(promises: readonly { readonly promise: Promise<T> }[]) {
  for (const { promise } of promises) yield promise
}
