// says: Deadlock
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  const waiting = new Map<number, PromiseWithResolvers<R>>()
  let id = 0
  worker.on('message', answer => {
    const call = waiting.get(answer.id)
    if (answer.error) call?.reject(new Error(answer.error.message))
    else call?.resolve(answer.result)
  })
  const call = async (argument: A): Promise<R> => {
    id++
    const answer = Promise.withResolvers<R>()
    waiting.set(id, answer)
    worker.postMessage({ id, argument })
    return answer.promise
  }
  const dispose = async () => {
    await worker.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
