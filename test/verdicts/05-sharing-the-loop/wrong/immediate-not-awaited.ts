// says: yield to the event loop and await that
export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  let begin = performance.now()
  for (const item of items) {
    if (performance.now() - begin >= slice) {
      await setImmediate(() => {})
      begin = performance.now()
    }
    results.push(work(item))
  }
  return results
}
