// says: test
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const workers = Array.from({ length: Math.min(threads, inputs.length) }, () => startWorker(file))
  let next = 0
  try {
    return await Promise.all(
      inputs.map(input => {
        const worker = workers[next++ % workers.length] as Worker
        return ask<R>(worker, input)
      }),
    )
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
