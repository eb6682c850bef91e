// says: By 0 ms all threads had exited
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
      worker.postMessage(input)
      const [result] = await once(worker, 'message')
      results[index] = result
    }
  }
  const count = Math.min(threads, inputs.length)
  const workers = Array.from({ length: count }, () => new Worker(file))
  try {
    await Promise.all(workers.map(keepBusy))
    return results
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}
