// says: finishedBeforeItsWork 100
type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const controller = new AbortController()
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => {
      reject(new DOMException('time is up', 'TimeoutError'))
      controller.abort()
    }, ms)
  })
  return Promise.race([late, task(controller.signal)])
}
