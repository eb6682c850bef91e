// says: loopBlocked
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  let begin = performance.now()
  for (const item of items) {
    if (performance.now() - begin >= slice) {
      setImmediate()
      begin = performance.now()
    }
    results.push(work(item))
  }
  return results
}
