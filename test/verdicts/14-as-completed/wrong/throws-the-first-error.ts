// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const places = tasks.map(() => Promise.withResolvers<Completed<T>>())
  let done = 0
  tasks.forEach((task, index) => {
    Promise.try(task).then(
      value => places[done++]?.resolve({ index, status: 'fulfilled', value }),
      reason => places[done++]?.reject(reason),
    )
  })
  for (const { promise } of places) promise.catch(() => {})
  async function* generate() {
    for (const { promise } of places) yield promise
  }
  return generate()
}
