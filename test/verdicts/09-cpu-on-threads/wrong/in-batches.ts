// says: workInBatches 19 7
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const count = Math.min(threads, inputs.length)
  const workers = Array.from({ length: count }, () => startWorker(file))
  try {
    for (let from = 0; from < inputs.length; from += count) {
      const batch = inputs.slice(from, from + count)
      results.push(
        ...(await Promise.all(
          batch.map(async (input, number) => {
            const worker = workers[number] as Worker
            return await ask<R>(worker, input)
          }),
        )),
      )
    }
    return results
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
