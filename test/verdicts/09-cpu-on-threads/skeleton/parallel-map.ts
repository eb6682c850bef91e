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
  const workers = Array.from({ length: Math.min(threads, inputs.length) }, () => startWorker(file))

  // TODO: This works, but each thread gets an equal share, divided up front. Use one queue instead.
  const size = Math.ceil(inputs.length / workers.length)
  const doShare = async (worker: Worker, number: number) => {
    const end = Math.min((number + 1) * size, inputs.length)
    for (let index = number * size; index < end; index++) {
      results[index] = await ask<R>(worker, inputs[index])
    }
  }
  await Promise.all(workers.map(doShare))

  await Promise.all(workers.map(worker => worker.terminate()))
  return results
}

/** Starts a thread that does the work of `file`: it answers an input with its result. */
function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
