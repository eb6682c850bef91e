// says: unhandledRejection
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const controller = new AbortController()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject(new DOMException('time is up', 'TimeoutError'))
    controller.abort()
  }, ms)
  const work = task(controller.signal)
  work.finally(() => clearTimeout(timer))
  return Promise.race([late.promise, work])
}
