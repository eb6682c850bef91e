// One loop over the inputs, and a race for the next free thread.
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const free: Worker[] = []
  const busy = new Set<Promise<void>>()
  const results = Array<R>(inputs.length)
  await using workers = new AsyncDisposableStack()
  for (let i = 0; i < threads && i < inputs.length; i++) free.push(workers.use(startWorker(file)))
  for (const [index, input] of inputs.entries()) {
    if (free.length === 0) await Promise.race(busy)
    const worker = free.pop()!
    const job: Promise<void> = ask<R>(worker, input).then(result => {
      results[index] = result
      free.push(worker)
      busy.delete(job)
    })
    busy.add(job)
  }
  await Promise.all(busy)
  return results
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
