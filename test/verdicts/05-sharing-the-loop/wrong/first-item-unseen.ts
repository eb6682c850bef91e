// says: test
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  let begin = performance.now()
  do {
    results.push(work(items[results.length] as T))
    if (performance.now() - begin >= slice) {
      await setImmediate()
      begin = performance.now()
    }
  } while (results.length < items.length)
  return results
}
