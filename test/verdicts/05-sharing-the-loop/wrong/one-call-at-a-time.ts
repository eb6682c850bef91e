// says: test
import { setImmediate } from 'node:timers/promises'

let last: Promise<unknown> = Promise.resolve()

export function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const mine = last.then(async () => {
    const results: R[] = []
    let begin = performance.now()
    for (const item of items) {
      if (performance.now() - begin >= slice) {
        await setImmediate()
        begin = performance.now()
      }
      results.push(work(item))
    }
    return results
  })
  last = mine.catch(() => {})
  return mine
}
