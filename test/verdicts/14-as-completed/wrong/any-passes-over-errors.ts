// says: test
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const rest = new Map(
    tasks.map((task, index) => {
      const promise = task().then((value): Completed<T> => ({ index, status: 'fulfilled', value }))
      return [index, promise]
    }),
  )
  async function* generate() {
    while (rest.size > 0) {
      const outcome = await Promise.any(rest.values())
      rest.delete(outcome.index)
      yield outcome
    }
  }
  return generate()
}
