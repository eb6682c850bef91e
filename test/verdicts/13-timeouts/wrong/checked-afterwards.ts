// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const begin = performance.now()
  const result = await task(new AbortController().signal)
  if (performance.now() - begin > ms) throw new DOMException('time is up', 'TimeoutError')
  return result
}
