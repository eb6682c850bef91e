// says: test
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results = new Array<R>(inputs.length)
  const queue = inputs.entries()
  const keepBusy = async (worker: Worker) => {
    for (const [index, input] of queue) {
      results[index] = await ask<R>(worker, input)
    }
  }
  const workers: Worker[] = []
  try {
    while (workers.length < Math.min(threads, inputs.length)) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
      workers.push(worker)
      await once(worker, 'online')
    }
    await Promise.all(workers.map(keepBusy))
    return results
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}
