// says: unhandledRejection
type Task<T> = (signal: AbortSignal) => Promise<T>

export function withTimeout<T>(task: Task<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    const timer = setTimeout(() => {
      reject(new DOMException('time is up', 'TimeoutError'))
      controller.abort()
    }, ms)
    const work = task(controller.signal)
    work.then(result => {
      clearTimeout(timer)
      resolve(result)
    })
    work.catch(error => {
      clearTimeout(timer)
      reject(error)
    })
  })
}
