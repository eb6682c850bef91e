// says: test
import { Worker } from 'node:worker_threads'

interface Job<Arg, Result> {
  arg: Arg
  resolve: (result: Result) => void
  reject: (error: Error) => void
}

function startThread(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}

export class ThreadPool<Arg = unknown, Result = unknown> {
  file: URL
  free: Worker[] = []
  threads: Worker[] = []
  queue: Job<Arg, Result>[] = []

  constructor(file: URL, limit: number) {
    this.file = file
    for (let i = 0; i < limit; i++) this.threads.push(startThread(file))
    this.free.push(...this.threads)
  }

  submit(arg: Arg): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.queue.push({ arg, resolve, reject })
      this.next()
    })
  }

  next() {
    const thread = this.free.shift()
    if (!thread) return
    const job = this.queue.shift()
    if (!job) {
      this.free.push(thread)
      return
    }
    thread.on('message', ({ result, error }) => {
      if (error) job.reject(new Error(error.message))
      else job.resolve(result)
      this.free.push(thread)
      this.next()
    })
    thread.postMessage(job.arg)
  }

  async [Symbol.asyncDispose]() {
    for (const thread of this.threads) await thread.terminate()
  }
}
