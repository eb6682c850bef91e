// says: test
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  let end = performance.now() + slice
  for (const item of items) {
    if (performance.now() >= end) {
      await setImmediate()
      end += slice
    }
    results.push(work(item))
  }
  return results
}
