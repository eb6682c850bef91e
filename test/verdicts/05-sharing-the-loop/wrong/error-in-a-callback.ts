// says: uncaughtError
export function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  return new Promise(resolve => {
    const results: R[] = []
    const next = () => {
      const begin = performance.now()
      while (results.length < items.length) {
        results.push(work(items[results.length] as T))
        if (performance.now() - begin >= slice && results.length < items.length) {
          setImmediate(next)
          return
        }
      }
      resolve(results)
    }
    next()
  })
}
