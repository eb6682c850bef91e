// says: finishedBeforeItsWork 20
type Task<T> = () => Promise<T>

interface Options {
  readonly returnExceptions?: boolean
}

export async function gather<T>(
  tasks: readonly Task<T>[],
  { returnExceptions = false }: Options = {},
): Promise<(T | Error)[]> {
  try {
    return await Promise.all(tasks.map(async task => task()))
  } catch (error) {
    if (!returnExceptions) throw error
    return [error as Error]
  }
}
