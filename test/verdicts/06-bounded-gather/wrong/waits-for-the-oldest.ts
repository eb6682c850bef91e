// says: slotIdle 250 290
type Task<T> = () => Promise<T>

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: T[] = []
  const running: Promise<void>[] = []
  for (const [index, task] of tasks.entries()) {
    if (running.length >= limit) await running.shift()
    running.push(
      task().then(result => {
        results[index] = result
      }),
    )
  }
  await Promise.all(running)
  return results
}
