// A thread that has replied is given the next input by a function that calls itself.
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const workers: Worker[] = []
  const todo = inputs.map((input, index) => ({ input, index }))
  const results: R[] = new Array(inputs.length)
  async function next(worker: Worker): Promise<void> {
    const job = todo.shift()
    if (!job) return
    results[job.index] = await ask(worker, job.input)
    return next(worker)
  }
  try {
    const lanes: Promise<void>[] = []
    for (const _ of inputs.slice(0, threads)) {
      const worker = startWorker(file)
      workers.push(worker)
      lanes.push(next(worker))
    }
    await Promise.all(lanes)
  } finally {
    for (const worker of workers) await worker.terminate()
  }
  return results
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
