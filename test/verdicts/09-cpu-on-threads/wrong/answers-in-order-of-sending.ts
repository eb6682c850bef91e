// says: test
import { Worker } from 'node:worker_threads'

export function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  return new Promise((resolve, reject) => {
    const results: R[] = []
    const sent: number[] = []
    const count = Math.min(threads, inputs.length)
    const workers = Array.from({ length: count }, () => startWorker(file))
    let next = 0
    let done = 0
    const close = () => Promise.all(workers.map(worker => worker.terminate()))
    const send = (worker: Worker) => {
      if (next === inputs.length) return
      sent.push(next)
      worker.postMessage(inputs[next++])
    }
    if (count === 0) resolve([])
    for (const worker of workers) {
      worker.on('error', error => close().then(() => reject(error)))
      worker.on('message', result => {
        results[sent.shift() as number] = result
        done++
        if (done === inputs.length) close().then(() => resolve(results))
        else send(worker)
      })
      send(worker)
    }
  })
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
