import { on } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

/** An async loop in the background takes the answers; what ends the loop rejects the rest. */
export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  const calls = new Map<number, [(result: R) => void, (error: unknown) => void]>()
  let error: unknown
  let id = 0
  const loop = async () => {
    try {
      for await (const [answer] of on(worker, 'message', { close: ['exit'] })) {
        const [resolve, reject] = calls.get(answer.id)!
        calls.delete(answer.id)
        if (answer.error) reject(new Error(answer.error.message))
        else resolve(answer.result)
      }
      throw new Error('the thread has exited')
    } catch (reason) {
      error = reason
      for (const [, reject] of calls.values()) reject(reason)
    }
  }
  const done = loop()
  return Object.assign(
    async (argument: A) => {
      if (error) throw error
      worker.postMessage({ id: ++id, argument })
      return new Promise<R>((...settle) => calls.set(id, settle))
    },
    {
      async [Symbol.asyncDispose]() {
        await worker.terminate()
        await done
      },
    },
  )
}
