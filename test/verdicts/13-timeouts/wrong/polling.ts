// says: toTake 33
type Task<T> = (signal: AbortSignal) => Promise<T>

export function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (outer?.aborted) return reject(outer.reason)
    const controller = new AbortController()
    const begin = Date.now()
    const watch = setInterval(() => {
      const late = Date.now() - begin >= ms
      if (!late && !outer?.aborted) return
      clearInterval(watch)
      const reason = outer?.aborted ? outer.reason : new DOMException('late', 'TimeoutError')
      reject(reason)
      controller.abort(reason)
    }, 10)
    task(controller.signal).then(
      result => {
        clearInterval(watch)
        resolve(result)
      },
      error => {
        clearInterval(watch)
        reject(error)
      },
    )
  })
}
