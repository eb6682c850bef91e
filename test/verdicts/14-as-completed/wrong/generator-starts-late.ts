// says: test
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export async function* asCompleted<T>(tasks: readonly Task<T>[]): AsyncGenerator<Completed<T>> {
  const outcomes = tasks.map(() => Promise.withResolvers<Completed<T>>())
  let done = 0
  tasks.forEach((task, index) => {
    Promise.try(task).then(
      value => outcomes[done++]?.resolve({ index, status: 'fulfilled', value }),
      reason => outcomes[done++]?.resolve({ index, status: 'rejected', reason }),
    )
  })
  for (const { promise } of outcomes) yield promise
}
