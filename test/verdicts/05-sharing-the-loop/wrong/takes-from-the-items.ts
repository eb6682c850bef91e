// says: test
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const queue = items as T[]
  const results: R[] = []
  let begin = performance.now()
  while (queue.length > 0) {
    if (performance.now() - begin >= slice) {
      await setImmediate()
      begin = performance.now()
    }
    results.push(work(queue.shift() as T))
  }
  return results
}
