// says: test
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
  const ready: Completed<T>[] = []
  const running = new Set<Promise<void>>()
  for (const [index, task] of tasks.entries()) {
    const done: Promise<void> = settle(task, index).then(outcome => {
      running.delete(done)
      ready.push(outcome)
    })
    running.add(done)
  }
  async function* generate() {
    for (const _ of tasks) {
      if (ready.length === 0) {
        await new Promise<void>(resolve => {
          for (const promise of running) void promise.then(resolve)
        })
      }
      yield ready.shift() as Completed<T>
    }
  }
  return generate()
}
