// A ReadableStream keeps what is put in until it is asked for, and can be iterated.
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
  return new ReadableStream<Completed<T>>({
    start(controller) {
      let left = tasks.length
      const close = () => controller.close()
      if (left === 0) close()
      tasks.forEach(async (task, index) => {
        const outcome = await settle(task, index)
        try {
          controller.enqueue(outcome)
          if (--left === 0) close()
        } catch {
          // The loop was left: nobody wants it any more.
        }
      })
    },
  })
}
