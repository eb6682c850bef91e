// Each slice begins with the loop's turn, the first one too.
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  while (results.length < items.length) {
    await setImmediate()
    const end = performance.now() + slice
    while (results.length < items.length && performance.now() < end) {
      results.push(work(items[results.length] as T))
    }
  }
  return results
}
