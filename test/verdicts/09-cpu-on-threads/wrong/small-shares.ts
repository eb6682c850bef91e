// says: the work was shared out beforehand
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const size = Math.ceil(inputs.length / (4 * threads))
  const shares: { from: number; share: readonly T[] }[] = []
  for (let from = 0; from < inputs.length; from += size) {
    shares.push({ from, share: inputs.slice(from, from + size) })
  }
  const results: R[] = []
  const workers = shares.slice(0, threads).map(() => startWorker(file))
  const keepBusy = async (worker: Worker) => {
    for (let next = shares.shift(); next; next = shares.shift()) {
      for (const [offset, input] of next.share.entries()) {
        worker.postMessage(input)
        const [result] = await once(worker, 'message')
        results[next.from + offset] = result
      }
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
