// A turn after the last slice costs nobody anything.
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  let begin = performance.now()
  for (const item of items) {
    results.push(work(item))
    if (performance.now() - begin >= slice) {
      await setImmediate()
      begin = performance.now()
    }
  }
  return results
}
