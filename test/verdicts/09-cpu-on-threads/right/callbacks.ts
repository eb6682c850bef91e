// One promise, and a queue that is an index: a thread that is done calls `next` for itself.
import { Worker } from 'node:worker_threads'

export function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  return new Promise((resolve, reject) => {
    const results = new Array<R>(inputs.length)
    const workers: Worker[] = []
    let nextIndex = 0
    let waiting = inputs.length
    let over = false

    const finish = async (settle: () => void) => {
      if (over) return
      over = true
      for (const worker of workers) await worker.terminate()
      settle()
    }

    const next = (worker: Worker) => {
      if (nextIndex === inputs.length) return
      const index = nextIndex++
      worker.once('message', result => {
        results[index] = result
        waiting--
        if (waiting === 0) finish(() => resolve(results))
        else next(worker)
      })
      worker.postMessage(inputs[index])
    }

    if (waiting === 0) resolve(results)
    while (workers.length < threads && workers.length < inputs.length) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
      worker.on('error', error => finish(() => reject(error)))
      workers.push(worker)
      next(worker)
    }
  })
}
