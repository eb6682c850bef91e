// says: toLeaveNothingBehind
export function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  return new Promise((resolve, reject) => {
    const results: R[] = []
    if (items.length === 0) resolve(results)
    const timer = setInterval(() => {
      const begin = performance.now()
      try {
        while (results.length < items.length && performance.now() - begin < slice) {
          results.push(work(items[results.length] as T))
        }
      } catch (error) {
        clearInterval(timer)
        reject(error)
      }
      if (results.length < items.length) return
      clearInterval(timer)
      resolve(results)
    }, 0)
  })
}
