// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted()
  const begin = performance.now()
  const result = await task(signal)
  if (performance.now() - begin > ms) {
    throw new DOMException(`took more than ${ms} ms`, 'TimeoutError')
  }
  return result
}
