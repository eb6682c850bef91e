// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const signal = AbortSignal.timeout(ms)
  try {
    const result = await task(signal)
    signal.throwIfAborted()
    return result
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
}
