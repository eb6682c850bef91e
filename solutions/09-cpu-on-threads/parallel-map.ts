import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

/**
 * Does CPU work for each input, on several threads. They are started for this call, and have ended when the
 * promise settles.
 *
 * @param file the work: a module whose default export is a function of one input
 * @param inputs what to work on; the next free thread takes the next one, in their order
 * @param threads how many threads to start, 1 or more; if there are fewer inputs, one for each of them
 * @returns the results, in the order of the inputs
 * @throws the first error, of the work or of loading its file, as soon as it happens
 */
export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  // One iterator for all: what one thread has taken from it, no other gets.
  const queue = inputs.entries()
  const keepBusy = async (worker: Worker) => {
    for (const [index, input] of queue) results[index] = await ask<R>(worker, input)
  }

  const workers = Array.from({ length: Math.min(threads, inputs.length) }, () => startWorker(file))
  try {
    await Promise.all(workers.map(keepBusy))
    return results
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

/** Starts a thread that does the work of `file`: it answers an input with its result. */
function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
