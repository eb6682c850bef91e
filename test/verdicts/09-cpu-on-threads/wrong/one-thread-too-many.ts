// says: tooManyThreads 4 3
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const queue = inputs.entries()
  const workers: Worker[] = []
  for (let number = 0; number <= threads && number < inputs.length; number++) {
    workers.push(startWorker(file))
  }
  const keepBusy = async (worker: Worker) => {
    for (const [index, input] of queue) {
      results[index] = await ask<R>(worker, input)
    }
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
