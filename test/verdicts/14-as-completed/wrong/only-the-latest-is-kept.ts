// says: test
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  let next = Promise.withResolvers<Completed<T>>()
  const add = (outcome: Completed<T>) => {
    next.resolve(outcome)
  }
  tasks.forEach((task, index) => {
    Promise.try(task).then(
      value => add({ index, status: 'fulfilled', value }),
      reason => add({ index, status: 'rejected', reason }),
    )
  })
  async function* generate() {
    for (const _ of tasks) {
      const outcome = await next.promise
      next = Promise.withResolvers()
      yield outcome
    }
  }
  return generate()
}
