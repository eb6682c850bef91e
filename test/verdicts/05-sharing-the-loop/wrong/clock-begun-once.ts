// says: test
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  const begin = performance.now()
  for (const item of items) {
    if (performance.now() - begin >= slice) await setImmediate()
    results.push(work(item))
  }
  return results
}
