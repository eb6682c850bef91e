// An object with next() and return(), no generator.
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  type Next = (result: IteratorResult<Completed<T>>) => void
  const ready: Completed<T>[] = []
  const asked: Next[] = []
  let left = tasks.length

  function settle(): void {
    while (asked.length > 0) {
      if (left === 0) asked.shift()?.({ done: true, value: undefined })
      else if (ready.length > 0) {
        left--
        asked.shift()?.({ done: false, value: ready.shift() as Completed<T> })
      } else return
    }
  }

  tasks.forEach(async (task, index) => {
    try {
      ready.push({ index, status: 'fulfilled', value: await task() })
    } catch (reason) {
      ready.push({ index, status: 'rejected', reason })
    }
    settle()
  })

  const iterator: AsyncIterableIterator<Completed<T>> = {
    [Symbol.asyncIterator]: () => iterator,
    next: () =>
      new Promise(resolve => {
        asked.push(resolve)
        settle()
      }),
    return: async () => {
      left = 0
      return { done: true, value: undefined }
    },
  }
  return iterator
}
