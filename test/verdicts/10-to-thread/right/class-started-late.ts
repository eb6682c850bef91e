import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

class Thread<R> {
  readonly #file: URL
  #worker: Worker | undefined
  #calls: { id: number; resolve: (result: R) => void; reject: (reason: Error) => void }[] = []
  #ids = 0
  #closed = false

  constructor(file: URL) {
    this.#file = file
  }

  call(argument: unknown): Promise<R> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new Error('the thread is closed')
      this.#worker ??= this.#start()
      const id = this.#ids++
      this.#calls.push({ id, resolve, reject })
      this.#worker.postMessage({ id, argument })
    })
  }

  async close(): Promise<void> {
    this.#failAll(new Error('the thread was closed'))
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const url = new URL('./worker.ts', import.meta.url)
    const worker = new Worker(url, { workerData: this.#file.href })
    worker.on('message', ({ id, result, error }) => {
      const index = this.#calls.findIndex(call => call.id === id)
      const [call] = this.#calls.splice(index, 1)
      if (!error) call?.resolve(result)
      else call?.reject(Object.assign(new Error(), error))
    })
    worker.on('error', error => this.#failAll(error as Error))
    worker.on('exit', code => this.#failAll(new Error(`the thread is gone: ${code}`)))
    return worker
  }

  #failAll(error: Error): void {
    this.#closed = true
    for (const { reject } of this.#calls) reject(error)
    this.#calls = []
  }
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const thread = new Thread<R>(file)
  return Object.assign((argument: A) => thread.call(argument), {
    [Symbol.asyncDispose]: () => thread.close(),
  })
}
