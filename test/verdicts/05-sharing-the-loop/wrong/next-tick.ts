// says: `await null`, `queueMicrotask` and `process.nextTick` do not yield
export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  let begin = performance.now()
  for (const item of items) {
    if (performance.now() - begin >= slice) {
      await new Promise<void>(resolve => process.nextTick(resolve))
      begin = performance.now()
    }
    results.push(work(item))
  }
  return results
}
