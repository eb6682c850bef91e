// says: test
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const workers: Worker[] = []

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const queue = inputs.entries()
  while (workers.length < Math.min(threads, inputs.length)) workers.push(startWorker(file))
  const keepBusy = async (worker: Worker) => {
    for (const [index, input] of queue) {
      results[index] = await ask<R>(worker, input)
    }
  }
  await Promise.all(workers.slice(0, threads).map(keepBusy))
  return results
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
