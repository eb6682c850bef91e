// says: toTake 100 300
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const timeout = AbortSignal.timeout(ms)
  const signal = outer ? AbortSignal.any([outer, timeout]) : timeout
  try {
    const result = await task(signal)
    signal.throwIfAborted()
    return result
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
}
