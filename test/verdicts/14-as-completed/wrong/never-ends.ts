// says: Deadlock
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const ready: Completed<T>[] = []
  let wake = () => {}

  const add = (outcome: Completed<T>) => {
    ready.push(outcome)
    wake()
  }

  for (const [index, task] of tasks.entries()) {
    new Promise<T>(resolve => resolve(task())).then(
      value => add({ index, status: 'fulfilled', value }),
      reason => add({ index, status: 'rejected', reason }),
    )
  }

  async function* all() {
    while (true) {
      if (ready.length === 0) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
      yield ready.shift() as Completed<T>
    }
  }
  return all()
}
