import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  const waiting = new Map<number, PromiseWithResolvers<R>>()
  let nextId = 0
  let ended: Error | undefined

  worker.on('message', ({ id, result, error }) => {
    const call = waiting.get(id)
    waiting.delete(id)
    if (error) call?.reject(Object.assign(new Error(error.message), { name: error.name }))
    else call?.resolve(result)
  })

  const end = (error: Error) => {
    ended ??= error
    for (const call of waiting.values()) call.reject(ended)
    waiting.clear()
  }
  worker.on('error', error => end(error as Error))
  worker.on('exit', code => end(new Error(`The thread has ended with exit code ${code}`)))

  const call = async (argument: A) => {
    if (ended) throw ended
    const id = nextId++
    worker.postMessage({ id, argument })
    const answer = Promise.withResolvers<R>()
    waiting.set(id, answer)
    return answer.promise
  }
  const dispose = async () => {
    await Promise.allSettled([...waiting.values()].map(({ promise }) => promise))
    await worker.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
