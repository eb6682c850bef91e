// says: toTake 200 100
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results = new Map<T, R>()
  const queue = new Set(inputs).values()
  const keepBusy = async (worker: Worker) => {
    for (const input of queue) {
      results.set(input, await ask<R>(worker, input))
    }
  }
  const count = Math.min(threads, inputs.length)
  const workers = Array.from({ length: count }, () => startWorker(file))
  try {
    await Promise.all(workers.map(keepBusy))
    return inputs.map(input => results.get(input) as R)
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
