// says: workInTurn 4
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

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
      worker.postMessage(input)
      const [result] = await once(worker, 'message')
      results.push(result)
    }
    return results
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
