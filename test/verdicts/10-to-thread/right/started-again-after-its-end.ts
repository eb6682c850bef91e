import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const waiting = new Map<number, PromiseWithResolvers<R>>()
  let worker: Worker | undefined
  let nextId = 0
  let disposed = false

  const end = (error: Error) => {
    worker = undefined
    for (const call of waiting.values()) call.reject(error)
    waiting.clear()
  }
  const start = () => {
    const thread = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
    thread.on('message', ({ id, result, error }) => {
      const call = waiting.get(id)
      waiting.delete(id)
      if (error) call?.reject(Object.assign(new Error(error.message), { name: error.name }))
      else call?.resolve(result)
    })
    thread.on('error', error => end(error as Error))
    thread.on('exit', code => end(new Error(`The thread has ended with exit code ${code}`)))
    return thread
  }

  const call = async (argument: A) => {
    if (disposed) throw new Error('The thread function has been disposed')
    worker ??= start()
    const id = nextId++
    worker.postMessage({ id, argument })
    const answer = Promise.withResolvers<R>()
    waiting.set(id, answer)
    return answer.promise
  }
  const dispose = async () => {
    disposed = true
    await worker?.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
