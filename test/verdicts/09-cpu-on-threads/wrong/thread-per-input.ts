// says: tooManyThreads 5 3
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const workers = inputs.map(() => startWorker(file))
  try {
    return await Promise.all(
      inputs.map(async (input, index) => {
        const worker = workers[index] as Worker
        return await ask<R>(worker, input)
      }),
    )
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
