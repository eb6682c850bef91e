// says: test
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  let ended: Error | undefined
  worker.on('error', error => {
    ended = error as Error
  })
  worker.on('exit', code => {
    ended ??= new Error(`The thread has ended with exit code ${code}`)
  })
  const call = async (argument: A) => {
    if (ended) throw ended
    worker.postMessage({ argument })
    return new Promise<R>((resolve, reject) => {
      worker.once('message', ({ result, error }) => {
        if (error) reject(Object.assign(new Error(error.message), { name: error.name }))
        else resolve(result)
      })
      worker.once('exit', () => reject(ended))
    })
  }
  const dispose = async () => {
    await worker.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
