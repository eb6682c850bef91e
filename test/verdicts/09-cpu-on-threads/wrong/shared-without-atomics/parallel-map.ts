// says: UnprotectedWrite
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
  const lives: Promise<unknown>[] = []
  for (let number = 0; number < Math.min(threads, inputs.length); number++) {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData })
    workers.push(worker)
    worker.on('message', ({ index, result }) => {
      results[index] = result
    })
    lives.push(
      new Promise((resolve, reject) => {
        worker.on('exit', resolve)
        worker.on('error', reject)
      }),
    )
  }
  try {
    await Promise.all(lives)
    return results
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}
