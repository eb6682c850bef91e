// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  return task(AbortSignal.timeout(ms))
}
