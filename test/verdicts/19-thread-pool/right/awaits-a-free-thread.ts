// A semaphore whose permits are the threads: submit awaits one, asks it, and passes it on.
import { Worker } from 'node:worker_threads'

type Waiting = PromiseWithResolvers<Worker>

export class ThreadPool<Arg = unknown, Result = unknown> {
  #free: Worker[] = []
  #waiting: Waiting[] = []
  #alive = new Set<Worker>()
  #start: () => void
  #closed = false

  constructor(file: URL, limit: number) {
    this.#start = () => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
      this.#alive.add(worker)
      worker.on('error', () => {})
      worker.on('exit', () => {
        this.#alive.delete(worker)
        this.#free = this.#free.filter(other => other !== worker)
        if (!this.#closed) this.#start()
      })
      this.#passOn(worker)
    }
    while (this.#alive.size < limit) this.#start()
  }

  #passOn(worker: Worker): void {
    const next = this.#waiting.shift()
    if (next) next.resolve(worker)
    else this.#free.push(worker)
  }

  async submit(arg: Arg): Promise<Result> {
    if (this.#closed) throw new Error('closed')
    const worker = this.#free.shift() ?? (await this.#turn())
    try {
      worker.postMessage(arg)
    } catch (error) {
      this.#passOn(worker)
      throw error
    }
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    const exited = () => reject(new Error('The thread has exited.'))
    worker.once('exit', exited)
    worker.once('message', answer => {
      worker.off('exit', exited)
      if (answer.error) reject(Object.assign(new Error(answer.error.message), answer.error))
      else resolve(answer.result)
      this.#passOn(worker)
    })
    return promise
  }

  #turn(): Promise<Worker> {
    const turn = Promise.withResolvers<Worker>()
    this.#waiting.push(turn)
    return turn.promise
  }

  async [Symbol.asyncDispose]() {
    this.#closed = true
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('closed'))
    await Promise.all([...this.#alive].map(worker => worker.terminate()))
  }
}
