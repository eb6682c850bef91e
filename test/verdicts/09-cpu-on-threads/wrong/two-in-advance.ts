// says: Keep one queue, and let the next free worker take the next item
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const count = Math.min(threads, inputs.length)
  const workers = Array.from({ length: count }, () => startWorker(file))
  let next = 0
  const keepBusy = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      const sent: number[] = []
      const send = () => {
        if (next === inputs.length) return
        sent.push(next)
        worker.postMessage(inputs[next++])
      }
      worker.on('error', reject)
      worker.on('message', result => {
        results[sent.shift() as number] = result
        send()
        if (sent.length === 0) resolve()
      })
      // A second one, so that the thread never has to wait for a message.
      send()
      send()
      if (sent.length === 0) resolve()
    })
  try {
    await Promise.all(workers.map(keepBusy))
    return results
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
