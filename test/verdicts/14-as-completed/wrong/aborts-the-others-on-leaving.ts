// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

async function settle<T>(task: Task<T>, index: number, signal: AbortSignal): Promise<Completed<T>> {
  try {
    return { index, status: 'fulfilled', value: await task(signal) }
  } catch (reason) {
    return { index, status: 'rejected', reason }
  }
}

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const controller = new AbortController()
  const places = tasks.map(() => Promise.withResolvers<Completed<T>>())
  let done = 0
  tasks.forEach(async (task, index) => {
    const outcome = await settle(task, index, controller.signal)
    places[done++]?.resolve(outcome)
  })
  async function* generate() {
    try {
      for (const { promise } of places) yield promise
    } finally {
      controller.abort()
    }
  }
  return generate()
}
