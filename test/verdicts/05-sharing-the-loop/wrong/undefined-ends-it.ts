// says: test
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  const queue = [...items]
  let begin = performance.now()
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
    if (performance.now() - begin >= slice) {
      await setImmediate()
      begin = performance.now()
    }
    results.push(work(item))
  }
  return results
}
