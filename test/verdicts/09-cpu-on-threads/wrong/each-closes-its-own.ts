// says: threadsLeft 1 40
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const queue = inputs.entries()
  const lane = async () => {
    await using worker = startWorker(file)
    for (const [index, input] of queue) {
      worker.postMessage(input)
      const [result] = await once(worker, 'message')
      results[index] = result
    }
  }
  const count = Math.min(threads, inputs.length)
  await Promise.all(Array.from({ length: count }, lane))
  return results
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
