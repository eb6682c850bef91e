// The queue is a number in shared memory: each thread takes the next index with Atomics.add.
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const next = new Int32Array(new SharedArrayBuffer(4))
  const workerData = { file: file.href, inputs, next }
  const workers: Worker[] = []
  try {
    const lives = []
    for (let number = 0; number < Math.min(threads, inputs.length); number++) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData })
      workers.push(worker)
      worker.on('message', ({ index, result }) => {
        results[index] = result
      })
      lives.push(
        new Promise<unknown>((resolve, reject) => {
          worker.on('exit', resolve)
          worker.on('error', reject)
        }),
      )
    }
    await Promise.all(lives)
    return results
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}
