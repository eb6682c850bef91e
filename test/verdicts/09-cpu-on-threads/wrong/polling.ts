// says: toTake 200
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  let done = 0
  let failure: unknown
  const count = Math.min(threads, inputs.length)
  const workers = Array.from({ length: count }, () => startWorker(file))
  for (const worker of workers) {
    let index = next++
    worker.on('error', error => {
      failure ??= error
    })
    worker.on('message', result => {
      results[index] = result
      done++
      if (next === inputs.length) return
      index = next++
      worker.postMessage(inputs[index])
    })
    worker.postMessage(inputs[index])
  }
  while (done < inputs.length && !failure) await sleep(15)
  await Promise.all(workers.map(worker => worker.terminate()))
  if (failure) throw failure
  return results
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
