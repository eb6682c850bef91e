// says: toLeaveNothingBehind
type Task<T> = (signal: AbortSignal) => Promise<T>

export function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    const timer = setTimeout(() => {
      reject(new DOMException('time is up', 'TimeoutError'))
      controller.abort()
    }, ms)
    task(controller.signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}
