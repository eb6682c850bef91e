// says: test
type Task<T> = (signal: AbortSignal) => Promise<T>

export function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  const controller = new AbortController()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('TimeoutError'))
      controller.abort()
    }, ms)
    task(controller.signal)
      .finally(() => clearTimeout(timer))
      .then(resolve, reject)
  })
}
