// says: test
export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  return Promise.all(items.map(async item => work(item)))
}
