// says: Deadlock
import { Worker } from 'node:worker_threads'

interface Job {
  arg: unknown
  resolve: (result: never) => void
  reject: (error: Error) => void
}

export class ThreadPool<Arg = unknown, Result = unknown> {
  file: URL
  free: Worker[] = []
  working = new Map<Worker, Job>()
  queue: Job[] = []
  closed = false

  constructor(file: URL, limit: number) {
    this.file = file
    for (let i = 0; i < limit; i++) this.startThread()
  }

  startThread() {
    const url = new URL('./worker.ts', import.meta.url)
    const worker = new Worker(url, { workerData: this.file.href })
    worker.on('message', ({ result, error }) => {
      const job = this.working.get(worker) as Job
      this.working.delete(worker)
      this.free.push(worker)
      if (error) job.reject(Object.assign(new Error(error.message), { name: error.name }))
      else job.resolve(result as never)
      this.next()
    })
    worker.on('error', error => this.working.get(worker)?.reject(error as Error))
    worker.on('exit', () => {
      this.working.get(worker)?.reject(new Error('The thread ended.'))
      this.working.delete(worker)
      this.free = this.free.filter(other => other !== worker)
      if (this.closed) return
      this.startThread()
      this.next()
    })
    this.free.push(worker)
  }

  next() {
    while (this.free.length > 0 && this.queue.length > 0) {
      const worker = this.free.shift() as Worker
      const job = this.queue.shift() as Job
      try {
        worker.postMessage(job.arg)
        this.working.set(worker, job)
      } catch (error) {
        job.reject(error as Error)
      }
    }
  }

  submit(arg: Arg): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.closed) throw new Error('The pool is closed.')
      this.queue.push({ arg, resolve, reject })
      this.next()
    })
  }

  async [Symbol.asyncDispose]() {
    this.closed = true
    for (const job of this.queue) job.reject(new Error('The pool was closed.'))
    this.queue = []
    const threads = [...this.free, ...this.working.keys()]
    await Promise.all(threads.map(worker => worker.terminate()))
  }
}
