import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

/** Callbacks in an object, and an error that is copied like any value: its message comes along. */
export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  const callbacks: Record<string, (error: unknown, result?: R) => void> = {}
  let calls = 0
  let gone: unknown

  worker
    .on('message', ([id, error, result]) => {
      callbacks[id]?.(error, result)
      delete callbacks[id]
    })
    .on('error', error => {
      gone = error
    })
    .on('exit', code => {
      gone ??= new Error(`exit code ${code}`)
      for (const callback of Object.values(callbacks)) callback(gone)
    })

  function call(argument: A): Promise<R> {
    return new Promise((resolve, reject) => {
      if (gone) return reject(gone)
      const id = `call ${++calls}`
      worker.postMessage([id, argument])
      callbacks[id] = (error, result) => (error ? reject(error) : resolve(result as R))
    })
  }
  call[Symbol.asyncDispose] = async () => {
    if (gone) return
    worker.terminate()
    await once(worker, 'exit')
  }
  return call
}
