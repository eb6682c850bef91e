// says: loopBlocked
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  if (inputs.length === 0) return []
  const results: R[] = []
  // next index, and how many are done
  const shared = new Int32Array(new SharedArrayBuffer(8))
  const workerData = { file: file.href, inputs, shared }
  let failure: unknown
  const workers = Array.from({ length: Math.min(threads, inputs.length) }, () => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData })
    worker.on('error', error => {
      failure ??= error
    })
    worker.on('message', ({ index, result }) => {
      results[index] = result
    })
    return worker
  })
  for (;;) {
    const done = Atomics.load(shared, 1)
    if (done >= inputs.length) break
    Atomics.wait(shared, 1, done)
  }
  await setImmediate()
  await Promise.all(workers.map(worker => worker.terminate()))
  if (failure) throw failure
  return results
}
