// says: dividedUpFront
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const count = Math.min(threads, inputs.length)
  const size = Math.ceil(inputs.length / count)
  const workers: Worker[] = []
  try {
    const parts = await Promise.all(
      Array.from({ length: count }, (_, i) => {
        const chunk = inputs.slice(i * size, (i + 1) * size)
        return new Promise<R[]>((resolve, reject) => {
          const worker = new Worker(new URL('./worker.ts', import.meta.url), {
            workerData: { file: file.href, chunk },
          })
          workers.push(worker)
          worker.once('message', resolve)
          worker.once('error', reject)
        })
      }),
    )
    return parts.flat()
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}
