// says: threadsLeft 1 40
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

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
      results[index] = await ask<R>(worker, input)
    }
  }
  const count = Math.min(threads, inputs.length)
  await Promise.all(Array.from({ length: count }, lane))
  return results
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
