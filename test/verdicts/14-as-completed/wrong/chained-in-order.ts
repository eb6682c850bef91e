// says: each result comes at the moment its task is done, whatever the order of the list
type Task<T> = (signal?: AbortSignal) => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

async function settle<T>(task: Task<T>, index: number): Promise<Completed<T>> {
  try {
    return { index, status: 'fulfilled', value: await task() }
  } catch (reason) {
    return { index, status: 'rejected', reason }
  }
}

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  let chain: Promise<unknown> = Promise.resolve()
  const outcomes = tasks.map((task, index) => {
    const outcome = settle(task, index)
    chain = chain.then(() => outcome)
    return chain as Promise<Completed<T>>
  })
  async function* generate() {
    for (const outcome of outcomes) yield outcome
  }
  return generate()
}
