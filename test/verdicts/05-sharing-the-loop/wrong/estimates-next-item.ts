// says: test
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  let begin = performance.now()
  let last = 0
  for (const item of items) {
    const now = performance.now()
    if (now > begin && now - begin + last > slice) {
      await setImmediate()
      begin = performance.now()
    }
    const start = performance.now()
    results.push(work(item))
    last = performance.now() - start
  }
  return results
}
