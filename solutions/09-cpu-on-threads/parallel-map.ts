import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/**
 * Does processor work for each input, on several threads. They are started for this call; when the promise
 * settles, each of them has ended.
 *
 * @param file the work: a module whose default export is a function of one input
 * @param inputs what to work on; a thread that is free takes the next one, in their order
 * @param threads how many threads to start; where there are fewer inputs, only one for each of them
 * @returns the results, in the order of the inputs, whichever was done first
 * @throws the first error, of the work or of loading its file, as soon as it happens: with the same name and
 *   message
 */
export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results = new Array<R>(inputs.length)
  // One iterator for all: what one thread has taken from it, no other gets.
  const queue = inputs.entries()

  const keepBusy = async (worker: Worker) => {
    for (const [index, input] of queue) {
      worker.postMessage(input)
      // `once` rejects when the worker says 'error' instead.
      const [result] = await once(worker, 'message')
      results[index] = result
    }
  }

  const workers = Array.from({ length: Math.min(threads, inputs.length) }, () => startWorker(file))
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
