// Each outcome comes with the promise of the next one: a linked list.
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

interface Link<T> {
  outcome: Completed<T>
  next: Promise<Link<T>>
}

async function settled<T>(task: Task<T>, index: number): Promise<Completed<T>> {
  try {
    return { index, status: 'fulfilled', value: await task() }
  } catch (reason) {
    return { index, status: 'rejected', reason }
  }
}

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  let tail = Promise.withResolvers<Link<T>>()
  let next = tail.promise
  tasks.forEach((task, index) => {
    void settled(task, index).then(outcome => {
      const { resolve } = tail
      tail = Promise.withResolvers()
      resolve({ outcome, next: tail.promise })
    })
  })
  return (async function* () {
    for (const _ of tasks) {
      const link = await next
      next = link.next
      yield link.outcome
    }
  })()
}
