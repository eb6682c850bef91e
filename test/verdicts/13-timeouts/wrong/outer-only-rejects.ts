// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const signal = AbortSignal.timeout(ms)
  const { promise, reject } = Promise.withResolvers<never>()
  const onTimeout = () => reject(signal.reason)
  const onAbort = () => reject(outer?.reason)
  signal.addEventListener('abort', onTimeout)
  outer?.addEventListener('abort', onAbort)
  try {
    return await Promise.race([promise, task(signal)])
  } finally {
    outer?.removeEventListener('abort', onAbort)
  }
}
