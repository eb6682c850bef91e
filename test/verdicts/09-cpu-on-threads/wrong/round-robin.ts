// says: the work was shared out beforehand
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const workers: Worker[] = []
  for (let number = 0; number < Math.min(threads, inputs.length); number++) {
    workers.push(startWorker(file))
  }
  const workOff = async (worker: Worker, number: number) => {
    for (let index = number; index < inputs.length; index += workers.length) {
      worker.postMessage(inputs[index])
      const [result] = await once(worker, 'message')
      results[index] = result
    }
  }
  try {
    await Promise.all(workers.map(workOff))
    return results
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
