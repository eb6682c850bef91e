// says: test
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

interface Job {
  arg: unknown
  done: PromiseWithResolvers<any>
}

type Answer = { value: unknown } | { error: { name: string; message: string } }

export class ThreadPool<Arg = unknown, Result = unknown> implements AsyncDisposable {
  readonly #jobs: Job[] = []
  readonly #takers: ((job: Job | null) => void)[] = []
  readonly #alive = new Set<Worker>()
  readonly #slots: Promise<void>[]
  #closed = false

  constructor(file: URL, limit: number) {
    this.#slots = Array.from({ length: limit }, () => this.#slot(file.href))
  }

  submit(arg: Arg): Promise<Result> {
    const done = Promise.withResolvers<Result>()
    if (this.#closed) done.reject(new Error('closed'))
    else {
      const taker = this.#takers.shift()
      if (taker) taker({ arg, done })
      else this.#jobs.push({ arg, done })
    }
    return done.promise
  }

  #take(): Promise<Job | null> {
    if (this.#closed) return Promise.resolve(null)
    const job = this.#jobs.shift()
    return job ? Promise.resolve(job) : new Promise(resolve => this.#takers.push(resolve))
  }

  async #slot(file: string): Promise<void> {
    let worker: Worker | undefined
    for (let job = await this.#take(); job; job = await this.#take()) {
      if (!worker || !this.#alive.has(worker)) worker = this.#spawn(file)
      await this.#run(worker, job)
    }
  }

  #spawn(file: string): Worker {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: { file } })
    this.#alive.add(worker)
    worker.on('error', () => this.#alive.delete(worker))
    worker.once('exit', () => this.#alive.delete(worker))
    return worker
  }

  async #run(worker: Worker, { arg, done }: Job): Promise<void> {
    const listening = new AbortController()
    const { signal } = listening
    try {
      const exited = once(worker, 'exit', { signal })
      const answered = once(worker, 'message', { signal })
      const ended = Promise.race([answered, exited.then(() => null)])
      ended.catch(() => {})
      worker.postMessage(arg)
      const heard = await ended
      if (!heard) throw new Error('the thread ended before the job was done')
      const answer = heard[0] as Answer
      if ('error' in answer) throw Object.assign(new Error(), answer.error)
      done.resolve(answer.value)
    } catch (error) {
      done.reject(error)
    } finally {
      listening.abort()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    this.#jobs.length = 0
    for (const take of this.#takers.splice(0)) take(null)
    await Promise.all(Array.from(this.#alive, worker => worker.terminate()))
    await Promise.all(this.#slots)
  }
}
