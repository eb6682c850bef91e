// says: unhandledRejection
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const outcomes = tasks.map(() => Promise.withResolvers<Completed<T>>())
  let done = 0
  tasks.forEach((task, index) => {
    const place = () => outcomes[done++] as PromiseWithResolvers<Completed<T>>
    Promise.try(task).then(
      value => place().resolve({ index, status: 'fulfilled', value }),
      reason => place().reject({ index, reason }),
    )
  })
  async function* generate() {
    for (const { promise } of outcomes) {
      try {
        yield await promise
      } catch (error) {
        const { index, reason } = error as { index: number; reason: unknown }
        yield { index, status: 'rejected', reason } as Completed<T>
      }
    }
  }
  return generate()
}
