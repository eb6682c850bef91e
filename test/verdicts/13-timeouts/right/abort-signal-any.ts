type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const timeout = AbortSignal.timeout(ms)
  const signal = outer ? AbortSignal.any([outer, timeout]) : timeout
  return new Promise<T>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    task(signal).then(resolve, reject)
  })
}
