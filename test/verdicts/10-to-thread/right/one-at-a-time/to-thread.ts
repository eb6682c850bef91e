import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

/** The next call is sent when the one before it is answered: never more than one is on its way. */
export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  const gone = new AbortController()
  worker.on('error', error => gone.abort(error))
  worker.on('exit', code => gone.abort(new Error(`thread ended (${code})`)))
  let before: Promise<unknown> = Promise.resolve()

  async function ask(argument: A): Promise<R> {
    gone.signal.throwIfAborted()
    worker.postMessage({ argument })
    try {
      const [{ error, name, result }] = await once(worker, 'message', gone)
      if (error) throw Object.assign(error, { name })
      return result
    } catch (error) {
      gone.signal.throwIfAborted()
      throw error
    }
  }

  const call = (argument: A): Promise<R> => {
    const mine = before.then(() => ask(argument))
    before = mine.catch(() => {})
    return mine
  }
  const dispose = async () => {
    gone.abort(new Error('the thread function was disposed'))
    await worker.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
