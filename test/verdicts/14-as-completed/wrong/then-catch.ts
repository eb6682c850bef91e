// says: test
export type Task<T> = (signal?: AbortSignal) => Promise<T>
export type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const done: Completed<T>[] = []
  let wake = () => {}
  const add = (outcome: Completed<T>) => {
    done.push(outcome)
    wake()
  }
  tasks.forEach((task, index) => {
    Promise.try(() => task())
      .then(value => add({ status: 'fulfilled', value, index }))
      .catch(reason => add({ status: 'rejected', reason, index }))
  })
  const total = tasks.length
  async function* inOrder() {
    for (let n = 0; n < total; n++) {
      if (done.length === n) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
      yield done[n] as Completed<T>
    }
  }
  return inOrder()
}
