import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

/** Each call listens for its own answer, and for the end, and stops listening. */
export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  worker.setMaxListeners(0)
  let calls = 0
  let dead: Error | undefined
  worker.on('error', error => {
    dead = error as Error
  })
  worker.on('exit', code => {
    dead ??= new Error(`exit code ${code}`)
  })

  async function call(argument: A): Promise<R> {
    if (dead) throw dead
    const id = calls++
    worker.postMessage({ id, argument })
    const { promise, resolve, reject } = Promise.withResolvers<R>()
    const onMessage = (answer: { id: number; result: R; error?: Error }) => {
      if (answer.id !== id) return
      if (answer.error) {
        const error = new Error(answer.error.message)
        error.name = answer.error.name
        reject(error)
      } else {
        resolve(answer.result)
      }
    }
    const onExit = () => reject(dead)
    worker.on('message', onMessage)
    worker.on('exit', onExit)
    try {
      return await promise
    } finally {
      worker.off('message', onMessage)
      worker.off('exit', onExit)
    }
  }
  call[Symbol.asyncDispose] = async () => {
    await worker.terminate()
  }
  return call
}
