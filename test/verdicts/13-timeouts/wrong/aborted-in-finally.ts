// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const timeout = AbortSignal.timeout(ms)
  const signal = AbortSignal.any([controller.signal, timeout, ...(outer ? [outer] : [])])
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
  stopped.catch(() => {})
  try {
    return await Promise.race([stopped, task(signal)])
  } finally {
    controller.abort()
  }
}
