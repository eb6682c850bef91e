// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(
  task: Task<T>,
  ms: number,
  signal: AbortSignal = AbortSignal.timeout(ms),
): Promise<T> {
  signal.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort)
  try {
    return await Promise.race([promise, task(signal)])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
