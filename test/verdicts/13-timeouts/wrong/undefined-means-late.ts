// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const controller = new AbortController()
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => late.resolve(undefined), ms)
  try {
    const result = await Promise.race([late.promise, task(controller.signal)])
    if (result !== undefined) return result
    controller.abort()
    throw new DOMException('time is up', 'TimeoutError')
  } finally {
    clearTimeout(timer)
  }
}
