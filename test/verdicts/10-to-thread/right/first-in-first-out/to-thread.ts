import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

/** Without numbers: the thread answers in the order in which it was asked. */
export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url))
  worker.postMessage(file.href)
  const queue: PromiseWithResolvers<R>[] = []
  let reason: Error | undefined

  const fail = (error: Error) => {
    reason ??= error
    for (const waiting of queue.splice(0)) waiting.reject(reason)
  }
  worker
    .on('message', ([kind, value, name]) => {
      const first = queue.shift()
      if (kind === 'gave') first?.resolve(value)
      else first?.reject(Object.defineProperty(value, 'name', { value: name }))
    })
    .on('error', error => fail(new Error('the thread failed', { cause: error })))
    .on('exit', code => fail(new Error(`the thread left with ${code}`)))

  async function ask(argument: A): Promise<R> {
    if (reason) throw reason
    worker.postMessage({ argument })
    queue.push(Promise.withResolvers())
    return (queue.at(-1) as PromiseWithResolvers<R>).promise
  }
  ask[Symbol.asyncDispose] = async () => {
    fail(new Error('disposed'))
    await worker.terminate()
  }
  return ask
}
