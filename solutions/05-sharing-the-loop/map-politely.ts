import { setImmediate } from 'node:timers/promises'

/** How politely to share the event loop. */
export interface Manners {
  /** ms: after that much work, yield to the event loop before the next item. */
  readonly slice: number
}

/**
 * Does CPU work for each item, and yields to the event loop after each slice of it.
 *
 * @param items what to work on; each is worked on once, in their order
 * @param work the work for one item: it keeps the thread until it is done
 * @returns the results, in the order of the items
 * @throws what `work` throws; no further item is worked on then
 */
export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: Manners,
): Promise<R[]> {
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
}
