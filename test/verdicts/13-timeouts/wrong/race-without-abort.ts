// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const controller = new AbortController()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new DOMException('time is up', 'TimeoutError')), ms)
  try {
    return await Promise.race([task(controller.signal), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
