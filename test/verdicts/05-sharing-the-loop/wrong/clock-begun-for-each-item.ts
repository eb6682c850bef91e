// says: loopBlocked 500
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  for (const item of items) {
    const begin = performance.now()
    results.push(work(item))
    if (performance.now() - begin >= slice) await setImmediate()
  }
  return results
}
