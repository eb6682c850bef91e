// says: test
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  const call = async (argument: A): Promise<R> => {
    worker.postMessage({ argument })
    const [{ result, error }] = await once(worker, 'message')
    if (error) throw Object.assign(new Error(error.message), { name: error.name })
    return result
  }
  const dispose = async () => {
    await worker.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
