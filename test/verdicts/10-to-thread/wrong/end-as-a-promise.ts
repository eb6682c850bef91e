// says: unhandledRejection
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  const end = new Promise<never>((_, reject) => {
    worker.on('error', reject)
    worker.on('exit', code => reject(new Error(`The thread has ended with exit code ${code}`)))
  })
  let nextId = 0

  const call = async (argument: A) => {
    const id = nextId++
    worker.postMessage({ id, argument })
    const answer = new Promise<R>((resolve, reject) => {
      worker.on('message', message => {
        if (message.id !== id) return
        const { error, result } = message
        if (error) reject(Object.assign(new Error(error.message), { name: error.name }))
        else resolve(result)
      })
    })
    return Promise.race([answer, end])
  }
  const dispose = async () => {
    await worker.terminate()
  }
  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
