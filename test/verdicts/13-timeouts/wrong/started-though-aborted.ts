// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  const timeout = AbortSignal.timeout(ms)
  const signal = outer ? AbortSignal.any([outer, timeout]) : timeout
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    task(signal).then(resolve, reject)
  })
}
