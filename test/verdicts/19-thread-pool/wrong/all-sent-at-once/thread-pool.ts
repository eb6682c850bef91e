// says: dividedUpFront
import { Worker } from 'node:worker_threads'

interface Job {
  thread: number
  resolve: (result: never) => void
  reject: (error: Error) => void
}

export class ThreadPool<Arg = unknown, Result = unknown> {
  file: URL
  workers: Worker[] = []
  jobs = new Map<number, Job>()
  nextId = 0
  closed = false

  constructor(file: URL, limit: number) {
    this.file = file
    for (let i = 0; i < limit; i++) this.start(i)
  }

  start(thread: number) {
    const url = new URL('./worker.ts', import.meta.url)
    const worker = new Worker(url, { workerData: this.file.href })
    worker.on('message', ({ id, result, error }) => {
      const job = this.jobs.get(id)
      this.jobs.delete(id)
      if (error) job?.reject(Object.assign(new Error(error.message), { name: error.name }))
      else job?.resolve(result as never)
    })
    worker.on('error', () => {})
    worker.on('exit', () => {
      for (const job of this.jobs.values()) {
        if (job.thread === thread) job.reject(new Error('The thread ended.'))
      }
      if (!this.closed) this.start(thread)
    })
    this.workers[thread] = worker
  }

  submit(arg: Arg): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.closed) throw new Error('The pool is closed.')
      const id = this.nextId++
      const thread = id % this.workers.length
      this.workers[thread]?.postMessage({ id, arg })
      this.jobs.set(id, { thread, resolve, reject })
    })
  }

  async [Symbol.asyncDispose]() {
    this.closed = true
    await Promise.all(this.workers.map(worker => worker.terminate()))
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
