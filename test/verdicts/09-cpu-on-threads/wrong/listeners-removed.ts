// says: An uncaught error ended the program at 60 ms: TooLong: 50 ms is too long
import { Worker } from 'node:worker_threads'

export function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  return new Promise((resolve, reject) => {
    const results: R[] = []
    const count = Math.min(threads, inputs.length)
    const workers = Array.from({ length: count }, () => startWorker(file))
    let next = 0
    let done = 0
    const close = () => {
      for (const worker of workers) worker.removeAllListeners()
      return Promise.all(workers.map(worker => worker.terminate()))
    }
    if (count === 0) resolve([])
    for (const worker of workers) {
      let index = next++
      worker.on('error', error => close().then(() => reject(error)))
      worker.on('message', result => {
        results[index] = result
        done++
        if (done === inputs.length) close().then(() => resolve(results))
        if (next === inputs.length) return
        index = next++
        worker.postMessage(inputs[index])
      })
      worker.postMessage(inputs[index])
    }
  })
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
