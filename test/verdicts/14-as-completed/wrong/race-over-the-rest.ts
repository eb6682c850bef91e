// says: test
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
  const running = new Map(tasks.map((task, index) => [index, settle(task, index)]))
  async function* generate() {
    while (running.size > 0) {
      const outcome = await Promise.race(running.values())
      running.delete(outcome.index)
      yield outcome
    }
  }
  return generate()
}
