// says: test
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
  waiting: (() => void)[] = []
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
      this.waiting.shift()?.()
    })
    worker.on('error', error => this.working.get(worker)?.reject(error as Error))
    worker.on('exit', () => {
      this.working.get(worker)?.reject(new Error('The thread ended.'))
      this.working.delete(worker)
      this.free = this.free.filter(other => other !== worker)
      if (this.closed) return
      this.startThread()
      this.waiting.shift()?.()
    })
    this.free.push(worker)
  }

  submit(arg: Arg): Promise<Result> {
    return new Promise(async (resolve, reject) => {
      if (this.closed) return reject(new Error('The pool is closed.'))
      if (this.free.length === 0) await new Promise<void>(wakeUp => this.waiting.push(wakeUp))
      if (this.closed) return reject(new Error('The pool was closed.'))
      const worker = this.free.shift()
      if (!worker) return reject(new Error('No thread is free.'))
      try {
        worker.postMessage(arg)
        this.working.set(worker, { arg, resolve, reject })
      } catch (error) {
        this.free.push(worker)
        this.waiting.shift()?.()
        reject(error)
      }
    })
  }

  async [Symbol.asyncDispose]() {
    this.closed = true
    for (const wakeUp of this.waiting) wakeUp()
    const threads = [...this.free, ...this.working.keys()]
    await Promise.all(threads.map(worker => worker.terminate()))
  }
}
