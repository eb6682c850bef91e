// says: test
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const keepBusy = async (worker: Worker) => {
    for (;;) {
      const index = next++
      const input = inputs[index]
      if (input === undefined) return
      results[index] = await ask<R>(worker, input)
    }
  }
  const count = Math.min(threads, inputs.length)
  const workers = Array.from({ length: count }, () => startWorker(file))
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
