export function together<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  return Promise.all(promises)
}
