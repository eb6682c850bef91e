// The threads ask: each message is an answer and a request for more, and one that gets nothing ends.
import { Worker } from 'node:worker_threads'

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  let taken = 0

  function serve(worker: Worker): Promise<void> {
    return new Promise((resolve, reject) => {
      worker.on('message', answer => {
        if (answer.index >= 0) results[answer.index] = answer.result
        if (taken < inputs.length) worker.postMessage({ index: taken, input: inputs[taken++] })
        else worker.postMessage('no more')
      })
      worker.on('error', reject)
      worker.on('exit', () => resolve())
    })
  }

  await using stack = new AsyncDisposableStack()
  const served = []
  for (let count = Math.min(threads, inputs.length); count > 0; count--) {
    const url = new URL('./worker.ts', import.meta.url)
    const worker = stack.use(new Worker(url, { workerData: file.href }))
    served.push(serve(worker))
  }
  await Promise.all(served)
  return results
}
