// says: waitedForNothing
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

export class ThreadPool<Arg = unknown, Result = unknown> {
  file: URL
  limit: number
  threads: Worker[] = []
  busy = new Set<Worker>()
  closed = false

  constructor(file: URL, limit: number) {
    this.file = file
    this.limit = limit
  }

  freeThread() {
    const free = this.threads.find(thread => !this.busy.has(thread))
    if (free || this.threads.length === this.limit) return free
    const url = new URL('./worker.ts', import.meta.url)
    const thread = new Worker(url, { workerData: this.file.href })
    thread.on('error', () => {})
    thread.on('exit', () => {
      this.threads = this.threads.filter(other => other !== thread)
    })
    this.threads.push(thread)
    return thread
  }

  async submit(arg: Arg): Promise<Result> {
    let thread: Worker | undefined
    while (!thread) {
      if (this.closed) throw new Error('The pool is closed.')
      thread = this.freeThread()
      if (!thread) await sleep(1)
    }
    const worker = thread
    return new Promise((resolve, reject) => {
      worker.postMessage(arg)
      this.busy.add(worker)
      worker.once('exit', () => reject(new Error('The thread ended.')))
      worker.once('message', ({ result, error }) => {
        this.busy.delete(worker)
        if (error) reject(Object.assign(new Error(error.message), { name: error.name }))
        else resolve(result)
      })
    })
  }

  async [Symbol.asyncDispose]() {
    this.closed = true
    await Promise.all(this.threads.map(thread => thread.terminate()))
  }
}
