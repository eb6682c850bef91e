// Callbacks instead of await: each slice asks for the next one.
export function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  return new Promise((resolve, reject) => {
    const results: R[] = []
    const next = () => {
      try {
        const end = performance.now() + slice
        while (results.length < items.length) {
          results.push(work(items[results.length] as T))
          if (performance.now() >= end && results.length < items.length) {
            setImmediate(next)
            return
          }
        }
        resolve(results)
      } catch (error) {
        reject(error)
      }
    }
    next()
  })
}
