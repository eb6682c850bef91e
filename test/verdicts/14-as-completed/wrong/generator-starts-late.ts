// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export async function* asCompleted<T>(tasks: readonly Task<T>[]): AsyncGenerator<Completed<T>> {
  const places = tasks.map(() => Promise.withResolvers<Completed<T>>())
  let done = 0
  tasks.forEach((task, index) => {
    Promise.try(task).then(
      value => places[done++]?.resolve({ index, status: 'fulfilled', value }),
      reason => places[done++]?.resolve({ index, status: 'rejected', reason }),
    )
  })
  for (const { promise } of places) yield promise
}
