// says: loopBlocked 480
export interface Manners {
  readonly slice: number
}

export async function mapPolitely<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  { slice }: Manners,
): Promise<R[]> {
  let start = performance.now()
  return Promise.all(
    items.map(async item => {
      if (performance.now() - start >= slice) {
        await new Promise(resolve => setImmediate(resolve))
        start = performance.now()
      }
      return work(item)
    }),
  )
}
