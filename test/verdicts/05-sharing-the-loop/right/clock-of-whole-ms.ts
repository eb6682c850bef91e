// A clock of whole ms ends some slices a little early and others late: as polite on the average.
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  let begin = Date.now()
  for (const item of items) {
    if (Date.now() - begin >= slice) {
      await setImmediate()
      begin = Date.now()
    }
    results.push(work(item))
  }
  return results
}
