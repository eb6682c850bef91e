// Each thread has an async function on this side, which goes from job to job: no state but the queue.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

type Job = PromiseWithResolvers<never> & { arg: unknown }

export class ThreadPool<Arg = unknown, Result = unknown> {
  #queue: Job[] = []
  #wakeUps: (() => void)[] = []
  #workers = new Set<Worker>()
  #loops: Promise<void>[]
  #closed = false

  constructor(file: URL, limit: number) {
    this.#loops = Array.from({ length: limit }, () => this.#loop(file))
  }

  async submit(arg: Arg): Promise<Result> {
    if (this.#closed) throw new Error('closed')
    const job = { ...Promise.withResolvers<never>(), arg }
    this.#queue.push(job)
    this.#wakeUps.shift()?.()
    return job.promise
  }

  async #nextJob(): Promise<Job | undefined> {
    while (!this.#closed && this.#queue.length === 0) {
      await new Promise<void>(resolve => this.#wakeUps.push(resolve))
    }
    return this.#closed ? undefined : this.#queue.shift()
  }

  async #loop(file: URL): Promise<void> {
    let worker: Worker | undefined
    for (let job = await this.#nextJob(); job; job = await this.#nextJob()) {
      try {
        worker ??= this.#start(file, ended => {
          if (worker === ended) worker = undefined
        })
        job.resolve(await this.#ask(worker, job.arg))
      } catch (error) {
        job.reject(error)
      }
    }
  }

  #start(file: URL, onEnd: (ended: Worker) => void): Worker {
    const url = new URL('./worker.ts', import.meta.url)
    const worker = new Worker(url, { workerData: file.href })
    this.#workers.add(worker)
    // From its error on a thread takes no more jobs, though it has not exited yet.
    worker.on('error', () => onEnd(worker))
    worker.on('exit', () => {
      this.#workers.delete(worker)
      onEnd(worker)
    })
    return worker
  }

  async #ask(worker: Worker, arg: unknown): Promise<never> {
    worker.postMessage(arg)
    const [answer] = await Promise.race([
      once(worker, 'message'),
      once(worker, 'exit').then(([code]) => {
        throw new Error(`The thread ended with code ${code}.`)
      }),
    ])
    if (!answer.error) return answer.result as never
    const error = new Error(answer.error.message)
    error.name = answer.error.name
    throw error
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    for (const wakeUp of this.#wakeUps) wakeUp()
    for (const job of this.#queue) job.reject(new Error('closed'))
    await Promise.all([...this.#workers].map(worker => worker.terminate()))
    await Promise.all(this.#loops)
  }
}
