// says: test
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T, index?: number) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  let begin = performance.now()
  for (const [index, item] of items.entries()) {
    if (performance.now() - begin >= slice) {
      await setImmediate()
      begin = performance.now()
    }
    results.push(work(item, index))
  }
  return results
}
