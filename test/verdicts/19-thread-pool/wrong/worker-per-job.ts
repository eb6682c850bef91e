// says: tooManyThreads
import { Worker } from 'node:worker_threads'

export class ThreadPool<Arg = unknown, Result = unknown> {
  file: URL
  workers: Worker[] = []
  closed = false

  constructor(file: URL, limit: number) {
    this.file = file
  }

  submit(arg: Arg): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.closed) throw new Error('The pool is closed.')
      const url = new URL('./worker.ts', import.meta.url)
      const worker = new Worker(url, { workerData: this.file.href })
      this.workers.push(worker)
      worker.on('message', ({ result, error }) => {
        if (error) reject(Object.assign(new Error(error.message), { name: error.name }))
        else resolve(result)
        worker.terminate()
      })
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('The thread ended.')))
      worker.postMessage(arg)
    })
  }

  async [Symbol.asyncDispose]() {
    this.closed = true
    await Promise.all(this.workers.map(worker => worker.terminate()))
  }
}
