// A slice is a function that returns when its time is over; the rest is a loop of slices.
import { scheduler } from 'node:timers/promises'

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []

  function workForASlice(): void {
    const end = performance.now() + slice
    do {
      results.push(work(items[results.length] as T))
    } while (results.length < items.length && performance.now() < end)
  }

  while (results.length < items.length) {
    if (results.length > 0) await scheduler.yield()
    workForASlice()
  }
  return results
}
