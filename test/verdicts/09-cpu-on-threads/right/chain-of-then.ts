// Without await: promises and then, and an index that all threads share.
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const workers = Array.from({ length: Math.min(threads, inputs.length) }, () => startWorker(file))
  const end = () => Promise.all(workers.map(worker => worker.terminate()))
  let index = -1
  const keepBusy = (worker: Worker): Promise<unknown> => {
    const mine = ++index
    if (mine >= inputs.length) return Promise.resolve()
    return ask<R>(worker, inputs[mine])
      .then(result => (results[mine] = result))
      .then(() => keepBusy(worker))
  }
  return Promise.all(workers.map(keepBusy))
    .finally(end)
    .then(() => results)
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
