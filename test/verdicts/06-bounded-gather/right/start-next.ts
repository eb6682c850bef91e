// A counter and callbacks: whoever ends a task starts as many as there is room for.
type Task<T> = () => Promise<T>

export function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const { promise, resolve, reject } = Promise.withResolvers<T[]>()
  const results: T[] = []
  let started = 0
  let running = 0

  function fill(): void {
    if (started === tasks.length && running === 0) resolve(results)
    while (running < limit && started < tasks.length) {
      const index = started++
      const task = tasks[index] as Task<T>
      running++
      task()
        .then(result => {
          results[index] = result
        })
        .catch(reject)
        .finally(() => {
          running--
          fill()
        })
    }
  }

  fill()
  return promise
}
