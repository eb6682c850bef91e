// says: test
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  const answers = new Map<number, { result?: R; error?: Error }>()
  let nextId = 0
  let ended: Error | undefined

  worker.on('message', ({ id, result, error }) => {
    answers.set(id, { result, error })
  })

  const end = (error: Error) => {
    ended ??= error
  }
  worker.on('error', error => end(error as Error))
  worker.on('exit', code => end(new Error(`The thread has ended with exit code ${code}`)))

  const call = async (argument: A) => {
    if (ended) throw ended
    const id = nextId++
    worker.postMessage({ id, argument })
    while (!answers.has(id) && !ended) await sleep(10)
    const { result, error } = answers.get(id) ?? { error: ended }
    if (error) throw Object.assign(new Error(error.message), { name: error.name })
    return result as R
  }
  const dispose = async () => {
    end(new Error('The thread function has been disposed'))
    await worker.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
