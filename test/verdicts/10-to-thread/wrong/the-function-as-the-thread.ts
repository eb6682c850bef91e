// says: By 0 ms thread 1 had exited
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(file)
  const call = (argument: A) =>
    new Promise<R>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.postMessage(argument)
    })
  const dispose = async () => {
    await worker.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
