// says: finishedBeforeItsWork
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  const results: (T | Error)[] = []
  const promises = tasks.map(async (task, index) => {
    try {
      results[index] = await task()
    } catch (error) {
      results[index] = error as Error
      throw error
    }
  })
  try {
    await Promise.all(promises)
  } catch (error) {
    if (!returnExceptions) throw error
  }
  return results
}
