// says: test
export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  const results: R[] = []
  for (const item of items) {
    results.push(work(item))
    await new Promise(resolve => setTimeout(resolve, 0))
  }
  return results
}
