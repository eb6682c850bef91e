// says: without a listener the error ends the whole program
import { Worker } from 'node:worker_threads'

export function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  return new Promise(resolve => {
    const results: R[] = []
    let next = 0
    let done = 0
    const count = Math.min(threads, inputs.length)
    const workers = Array.from({ length: count }, () => startWorker(file))
    const close = () => Promise.all(workers.map(worker => worker.terminate()))
    if (count === 0) resolve([])
    for (const worker of workers) {
      let index = next++
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
