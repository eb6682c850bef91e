// says: loopBlocked 5 0 500
export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: { slice: number },
): Promise<R[]> {
  return items.map(item => work(item))
}
