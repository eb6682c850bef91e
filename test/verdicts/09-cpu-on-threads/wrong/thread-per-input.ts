// says: tooManyThreads 5 3
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const workers = inputs.map(() => startWorker(file))
  try {
    return await Promise.all(
      inputs.map(async (input, index) => {
        const worker = workers[index] as Worker
        worker.postMessage(input)
        const [result] = await once(worker, 'message')
        return result
      }),
    )
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
