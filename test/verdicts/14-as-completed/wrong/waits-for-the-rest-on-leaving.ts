// says: toTake 10 50
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

async function settle<T>(task: Task<T>, index: number): Promise<Completed<T>> {
  try {
    return { index, status: 'fulfilled', value: await task() }
  } catch (reason) {
    return { index, status: 'rejected', reason }
  }
}

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const outcomes = tasks.map(() => Promise.withResolvers<Completed<T>>())
  let done = 0
  const all = tasks.map(async (task, index) => {
    const outcome = await settle(task, index)
    outcomes[done++]?.resolve(outcome)
  })
  async function* generate() {
    try {
      for (const { promise } of outcomes) yield promise
    } finally {
      await Promise.all(all)
    }
  }
  return generate()
}
