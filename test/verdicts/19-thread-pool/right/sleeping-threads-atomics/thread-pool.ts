// style: threads sleep in Atomics.wait on shared memory and take the job from parentPort with receiveMessageOnPort
import { Worker } from 'node:worker_threads'

interface Job {
  readonly arg: unknown
  readonly end: PromiseWithResolvers<any>
}

interface Thread {
  readonly worker: Worker
  readonly bell: Int32Array
  job: Job | null
}

const program = new URL('./worker.ts', import.meta.url)

export class ThreadPool<Arg = unknown, Result = unknown> implements AsyncDisposable {
  readonly #file: URL
  readonly #threads = new Set<Thread>()
  readonly #jobs: Job[] = []
  #closed = false

  constructor(file: URL, limit: number) {
    this.#file = file
    for (let n = 0; n < limit; n++) this.#start()
  }

  #start(): void {
    const bell = new Int32Array(new SharedArrayBuffer(4))
    const worker = new Worker(program, { workerData: { file: this.#file.href, bell } })
    const thread: Thread = { worker, bell, job: null }
    this.#threads.add(thread)
    worker.on('message', answer => {
      const job = thread.job
      thread.job = null
      if ('value' in answer) job?.end.resolve(answer.value)
      else job?.end.reject(Object.assign(new Error(answer.message), { name: answer.name }))
      this.#handOut()
    })
    worker.on('error', error => thread.job?.end.reject(error))
    worker.on('exit', () => {
      this.#threads.delete(thread)
      thread.job?.end.reject(new Error('the thread has ended'))
      if (this.#closed) return
      this.#start()
      this.#handOut()
    })
  }

  #handOut(): void {
    for (const thread of this.#threads) {
      while (!thread.job && this.#jobs.length > 0) {
        const job = this.#jobs.shift() as Job
        try {
          thread.worker.postMessage(job.arg)
        } catch (error) {
          job.end.reject(error)
          continue
        }
        thread.job = job
        Atomics.store(thread.bell, 0, 1)
        Atomics.notify(thread.bell, 0)
      }
    }
  }

  submit(arg: Arg): Promise<Result> {
    if (this.#closed) return Promise.reject(new Error('the pool is closed'))
    const end = Promise.withResolvers<Result>()
    this.#jobs.push({ arg, end })
    this.#handOut()
    return end.promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    const running = [...this.#threads].map(({ job }) => job)
    for (const job of [...running, ...this.#jobs.splice(0)])
      job?.end.reject(new Error('the pool was closed'))
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()))
  }
}
