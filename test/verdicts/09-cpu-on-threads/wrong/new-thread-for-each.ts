// says: 5 threads were started, and 3 are enough
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const alive = new Set<Worker>()
  let next = 0
  const lane = async () => {
    while (next < inputs.length) {
      const index = next++
      const worker = startWorker(file)
      alive.add(worker)
      worker.postMessage(inputs[index])
      const [result] = await once(worker, 'message')
      results[index] = result
      await worker.terminate()
      alive.delete(worker)
    }
  }
  try {
    await Promise.all(Array.from({ length: threads }, lane))
    return results
  } finally {
    await Promise.all([...alive].map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
