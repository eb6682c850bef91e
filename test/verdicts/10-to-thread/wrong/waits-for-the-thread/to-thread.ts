// says: loopBlocked
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const done = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { file: file.href, done },
  })
  const queue: PromiseWithResolvers<R>[] = []
  let ended: Error | undefined
  const end = (error: Error) => {
    ended ??= error
    for (const call of queue.splice(0)) call.reject(ended)
  }
  worker.on('message', ({ result, error }) => {
    if (error) queue.shift()?.reject(Object.assign(new Error(), error))
    else queue.shift()?.resolve(result)
  })
  worker.on('error', end)
  worker.on('exit', code => end(new Error(`exit code ${code}`)))
  const call = async (argument: A) => {
    if (ended) throw ended
    Atomics.store(done, 0, 0)
    worker.postMessage({ argument })
    Atomics.wait(done, 0, 0)
    const answer = Promise.withResolvers<R>()
    queue.push(answer)
    return answer.promise
  }
  const dispose = async () => {
    end(new Error('disposed'))
    await worker.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
