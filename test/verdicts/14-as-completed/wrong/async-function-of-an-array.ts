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
  return collectAll(tasks) as never
}

async function collectAll<T>(tasks: readonly Task<T>[]): Promise<Completed<T>[]> {
  const ended: Completed<T>[] = []
  await Promise.all(tasks.map(async (task, index) => ended.push(await settle(task, index))))
  return ended
}
