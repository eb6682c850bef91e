// says: workInTurn 4
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
    for (const [index, input] of inputs.entries()) {
      const worker = workers[index % count] as Worker
      results.push(await ask<R>(worker, input))
    }
    return results
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
