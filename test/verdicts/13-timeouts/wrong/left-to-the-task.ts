// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const timeout = AbortSignal.timeout(ms)
  return task(outer ? AbortSignal.any([outer, timeout]) : timeout)
}
