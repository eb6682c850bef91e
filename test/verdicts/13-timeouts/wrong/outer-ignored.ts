// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const signal = AbortSignal.timeout(ms)
  const late = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => late.reject(signal.reason))
  return Promise.race([late.promise, task(signal)])
}
