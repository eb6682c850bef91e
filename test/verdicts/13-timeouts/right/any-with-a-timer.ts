type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  if (outer?.aborted) throw outer.reason
  const timeout = new AbortController()
  const timer = setTimeout(() => {
    timeout.abort(new DOMException('too slow', 'TimeoutError'))
  }, ms)
  const signal = AbortSignal.any([timeout.signal, ...(outer ? [outer] : [])])
  try {
    const aborted = new Promise<never>((_, reject) => {
      signal.onabort = () => reject(signal.reason)
    })
    return await Promise.race([aborted, task(signal)])
  } finally {
    clearTimeout(timer)
  }
}
