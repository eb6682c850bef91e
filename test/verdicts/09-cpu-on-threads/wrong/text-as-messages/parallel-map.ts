// says: an input and its result may be anything: undefined, null, false, 0, NaN
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const queue = inputs.entries()
  const keepBusy = async (worker: Worker) => {
    for (const [index, input] of queue) {
      worker.postMessage(JSON.stringify({ input }))
      const [text] = await once(worker, 'message')
      results[index] = JSON.parse(text).result
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
