// says: tooManyThreads 3 1
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const call = (argument: A) =>
    new Promise<R>((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
      worker.on('message', ({ result, error }) => {
        worker.terminate()
        if (error) reject(Object.assign(new Error(error.message), { name: error.name }))
        else resolve(result)
      })
      worker.on('error', reject)
      worker.on('exit', code => reject(new Error(`The thread has ended with exit code ${code}`)))
      worker.postMessage({ id: 0, argument })
    })
  return Object.assign(call, { async [Symbol.asyncDispose]() {} })
}
