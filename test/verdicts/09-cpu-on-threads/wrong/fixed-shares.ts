// says: the work was divided up front
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  if (inputs.length === 0) return []
  const size = Math.ceil(inputs.length / threads)
  const shares: T[][] = []
  for (let from = 0; from < inputs.length; from += size) {
    shares.push(inputs.slice(from, from + size))
  }
  const workers = shares.map(() => startWorker(file))
  try {
    const parts = await Promise.all(
      shares.map(async (share, number) => {
        const worker = workers[number] as Worker
        const part: R[] = []
        for (const input of share) {
          worker.postMessage(input)
          const [result] = await once(worker, 'message')
          part.push(result)
        }
        return part
      }),
    )
    return parts.flat()
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}
