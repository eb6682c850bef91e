// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const controller = new AbortController()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject()
    controller.abort()
  }, ms)
  try {
    return await Promise.race([late.promise, task(controller.signal)])
  } catch {
    throw new DOMException('time is up', 'TimeoutError')
  } finally {
    clearTimeout(timer)
  }
}
