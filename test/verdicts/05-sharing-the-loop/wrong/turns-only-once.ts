// says: loopBlocked 5 20 480
import { setImmediate } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  const begin = performance.now()
  let turned = false
  for (const item of items) {
    if (!turned && performance.now() - begin >= slice) {
      await setImmediate()
      turned = true
    }
    results.push(work(item))
  }
  return results
}
