// says: dividedUpFront
import { Worker } from 'node:worker_threads'

interface Job {
  resolve: (result: never) => void
  reject: (error: Error) => void
}

export class ThreadPool<Arg = unknown, Result = unknown> {
  file: URL
  workers: Worker[] = []
  jobs: Job[][] = []
  submitted = 0
  closed = false

  constructor(file: URL, limit: number) {
    this.file = file
    for (let i = 0; i < limit; i++) this.start(i)
  }

  start(thread: number) {
    const url = new URL('./worker.ts', import.meta.url)
    const worker = new Worker(url, { workerData: this.file.href })
    const jobs: Job[] = []
    worker.on('message', ({ result, error }) => {
      const job = jobs.shift()
      if (error) job?.reject(Object.assign(new Error(error.message), { name: error.name }))
      else job?.resolve(result as never)
    })
    worker.on('error', () => {})
    worker.on('exit', () => {
      for (const job of jobs) job.reject(new Error('The thread ended.'))
      if (!this.closed) this.start(thread)
    })
    this.workers[thread] = worker
    this.jobs[thread] = jobs
  }

  submit(arg: Arg): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.closed) throw new Error('The pool is closed.')
      const thread = this.submitted++ % this.workers.length
      this.workers[thread]?.postMessage(arg)
      this.jobs[thread]?.push({ resolve, reject })
    })
  }

  async [Symbol.asyncDispose]() {
    this.closed = true
    await Promise.all(this.workers.map(worker => worker.terminate()))
  }
}
