// says: startedOutOfOrder
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

interface Call<A, R> {
  argument: A
  resolve: (result: R) => void
  reject: (reason: unknown) => void
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  const queue: Call<A, R>[] = []
  let current: Call<A, R> | undefined
  let ended: Error | undefined

  const next = () => {
    current = queue.pop()
    if (!current) return
    try {
      worker.postMessage({ argument: current.argument })
    } catch (error) {
      current.reject(error)
      next()
    }
  }
  worker.on('message', ({ result, error }) => {
    if (error) current?.reject(Object.assign(new Error(error.message), { name: error.name }))
    else current?.resolve(result)
    next()
  })
  const end = (error: Error) => {
    ended ??= error
    current?.reject(ended)
    for (const { reject } of queue.splice(0)) reject(ended)
  }
  worker.on('error', error => end(error as Error))
  worker.on('exit', code => end(new Error(`The thread has ended with exit code ${code}`)))

  const call = async (argument: A) => {
    if (ended) throw ended
    return new Promise<R>((resolve, reject) => {
      queue.push({ argument, resolve, reject })
      if (!current) next()
    })
  }
  const dispose = async () => {
    end(new Error('The thread function has been disposed'))
    await worker.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
