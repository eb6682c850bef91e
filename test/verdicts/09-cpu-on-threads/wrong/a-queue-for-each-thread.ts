// says: test
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const workers = Array.from({ length: Math.min(threads, inputs.length) }, () => startWorker(file))
  const keepBusy = async (worker: Worker) => {
    const queue = inputs.entries()
    for (const [index, input] of queue) results[index] = await ask<R>(worker, input)
  }
  try {
    await Promise.all(workers.map(keepBusy))
    return results
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
