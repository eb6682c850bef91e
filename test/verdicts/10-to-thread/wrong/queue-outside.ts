// says: test
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

const waiting: PromiseWithResolvers<unknown>[] = []

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  let ended: Error | undefined

  worker.on('message', ({ result, error }) => {
    const call = waiting.shift()
    if (error) call?.reject(Object.assign(new Error(error.message), { name: error.name }))
    else call?.resolve(result)
  })

  const end = (error: Error) => {
    ended ??= error
    for (const call of waiting.splice(0)) call.reject(ended)
  }
  worker.on('error', error => end(error as Error))
  worker.on('exit', code => end(new Error(`The thread has ended with exit code ${code}`)))

  const call = async (argument: A) => {
    if (ended) throw ended
    worker.postMessage({ argument })
    const answer = Promise.withResolvers<unknown>()
    waiting.push(answer)
    return answer.promise as Promise<R>
  }
  const dispose = async () => {
    end(new Error('The thread function has been disposed'))
    await worker.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
