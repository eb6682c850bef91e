// says: of processor work were done on the main thread, and blocked its loop for
import { setImmediate } from 'node:timers/promises'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const { default: work } = await import(file.href)
  const results: R[] = []
  for (const input of inputs) {
    results.push(work(input))
    await setImmediate()
  }
  return results
}
