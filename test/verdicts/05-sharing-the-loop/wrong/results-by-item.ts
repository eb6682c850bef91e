// says: test
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results = new Map<T, R>()
  let begin = performance.now()
  for (const item of items) {
    if (performance.now() - begin >= slice) {
      await setImmediate()
      begin = performance.now()
    }
    results.set(item, work(item))
  }
  return [...results.values()]
}
