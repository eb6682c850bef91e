// says: never more than 1 at a time, on 1 thread
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  if (inputs.length === 0) return []
  const worker = startWorker(file)
  try {
    const results: R[] = []
    for (const input of inputs) {
      worker.postMessage(input)
      const [result] = await once(worker, 'message')
      results.push(result)
    }
    return results
  } finally {
    await worker.terminate()
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
