// says: test
import { setImmediate } from 'node:timers/promises'

let results: unknown[] = []

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  results = []
  let begin = performance.now()
  for (const item of items) {
    if (performance.now() - begin >= slice) {
      await setImmediate()
      begin = performance.now()
    }
    results.push(work(item))
  }
  return results as R[]
}
