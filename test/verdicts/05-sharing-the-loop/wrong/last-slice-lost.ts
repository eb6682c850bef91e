// says: test
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  let part: R[] = []
  let begin = performance.now()
  for (const item of items) {
    part.push(work(item))
    if (performance.now() - begin >= slice) {
      results.push(...part)
      part = []
      await setImmediate()
      begin = performance.now()
    }
  }
  return results
}
