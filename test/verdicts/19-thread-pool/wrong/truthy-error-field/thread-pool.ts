// says: test
import { Worker } from 'node:worker_threads'

interface Job<Arg, Result> {
  arg: Arg
  resolve(value: Result): void
  reject(reason: unknown): void
}

export class ThreadPool<Arg = unknown, Result = unknown> implements AsyncDisposable {
  private file: string
  private limit: number
  private queue: Job<Arg, Result>[] = []
  private idle: Worker[] = []
  private running = new Map<Worker, Job<Arg, Result>>()
  private workers = new Set<Worker>()
  private closed = false

  constructor(file: URL, limit: number) {
    this.file = file.href
    this.limit = limit
  }

  submit(arg: Arg): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new Error('the pool is closed'))
      this.queue.push({ arg, resolve, reject })
      this.schedule()
    })
  }

  private schedule(): void {
    while (this.queue.length > 0) {
      const worker = this.idle.pop() ?? this.start()
      if (!worker) return
      const job = this.queue.shift()!
      try {
        worker.postMessage(job.arg)
        this.running.set(worker, job)
      } catch (error) {
        this.idle.push(worker)
        job.reject(error)
      }
    }
  }

  private start(): Worker | undefined {
    if (this.workers.size >= this.limit) return undefined
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: this.file })
    this.workers.add(worker)
    worker.on('message', answer => {
      const job = this.running.get(worker)
      this.running.delete(worker)
      this.idle.push(worker)
      if (answer?.error)
        job?.reject(Object.assign(new Error(answer.error.message), { name: answer.error.name }))
      else job?.resolve(answer)
      this.schedule()
    })
    worker.on('error', error => {
      this.running.get(worker)?.reject(error)
    })
    worker.on('exit', code => {
      this.workers.delete(worker)
      this.idle = this.idle.filter(other => other !== worker)
      this.running.get(worker)?.reject(new Error(`thread ended with code ${code}`))
      this.running.delete(worker)
      if (!this.closed) this.schedule()
    })
    return worker
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.closed = true
    const error = new Error('the pool was closed')
    for (const job of this.queue.splice(0)) job.reject(error)
    for (const job of this.running.values()) job.reject(error)
    await Promise.all([...this.workers].map(worker => worker.terminate()))
  }
}
