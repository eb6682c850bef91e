// Promise.allSettled of a single task makes the outcome.
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const resolvers: ((outcome: Completed<T>) => void)[] = []
  const promises = tasks.map(() => new Promise<Completed<T>>(resolve => resolvers.push(resolve)))
  const run = async (task: Task<T>, index: number) => {
    const [outcome] = await Promise.allSettled([(async () => task())()])
    resolvers.shift()?.({ index, ...outcome })
  }
  for (const [index, task] of tasks.entries()) void run(task, index)
  async function* generate() {
    yield* promises
  }
  return generate()
}
