// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const controller = new AbortController()
  const work = task(controller.signal)
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject(new DOMException('time is up', 'TimeoutError'))
    controller.abort()
  }, ms)
  try {
    return await Promise.race([late.promise, work])
  } finally {
    clearTimeout(timer)
  }
}
