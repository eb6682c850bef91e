// says: 19 threads were started, and 3 are enough
import { Worker } from 'node:worker_threads'

interface Job {
  arg: unknown
  resolve: (result: never) => void
  reject: (error: Error) => void
}

export class ThreadPool<Arg = unknown, Result = unknown> {
  file: URL
  limit: number
  workers = new Set<Worker>()
  queue: Job[] = []
  closed = false

  constructor(file: URL, limit: number) {
    this.file = file
    this.limit = limit
  }

  next() {
    const job = this.workers.size < this.limit ? this.queue.shift() : undefined
    if (!job) return
    const url = new URL('./worker.ts', import.meta.url)
    const worker = new Worker(url, { workerData: this.file.href })
    this.workers.add(worker)
    worker.on('message', ({ result, error }) => {
      if (error) job.reject(Object.assign(new Error(error.message), { name: error.name }))
      else job.resolve(result as never)
      worker.terminate()
    })
    worker.on('error', error => job.reject(error as Error))
    worker.on('exit', () => {
      job.reject(new Error('The thread ended.'))
      this.workers.delete(worker)
      this.next()
    })
    try {
      worker.postMessage(job.arg)
    } catch (error) {
      job.reject(error as Error)
      worker.terminate()
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
    await Promise.all([...this.workers].map(worker => worker.terminate()))
  }
}

export async function fetchPosts(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<string[]> {
  await using pool = new ThreadPool<string, string>(file, limit)
  return await Promise.all(urls.map(url => pool.submit(url)))
}
