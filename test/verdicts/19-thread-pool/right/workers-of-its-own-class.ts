// A class of its own for the threads; each keeps its job, and one that dies is put back as new.
import { Worker } from 'node:worker_threads'

class PoolWorker extends Worker {
  settle: PromiseWithResolvers<any> | null = null

  constructor(file: URL, whenFree: () => void, whenGone: (worker: PoolWorker) => void) {
    super(new URL('./worker.ts', import.meta.url), { workerData: file.href })
    this.on('message', answer => {
      const { settle } = this
      this.settle = null
      if ('result' in answer) settle?.resolve(answer.result)
      else settle?.reject(new Error(answer.error.message))
      whenFree()
    })
      .on('error', error => this.settle?.reject(error))
      .on('exit', () => {
        this.settle?.reject(new Error('this thread is gone'))
        whenGone(this)
      })
  }
}

export class ThreadPool<Arg = unknown, Result = unknown> implements AsyncDisposable {
  private readonly pending: [Arg, PromiseWithResolvers<Result>][] = []
  private readonly workers: PoolWorker[] = []
  private readonly file: URL
  private open = true

  constructor(file: URL, limit: number) {
    this.file = file
    for (let i = 0; i < limit; i++) this.workers[i] = this.create()
  }

  private create(): PoolWorker {
    return new PoolWorker(
      this.file,
      () => this.assign(),
      gone => {
        if (!this.open) return
        this.workers[this.workers.indexOf(gone)] = this.create()
        this.assign()
      },
    )
  }

  private assign(): void {
    const worker = this.workers.find(({ settle }) => settle === null)
    const job = worker && this.pending.shift()
    if (!job) return
    const [arg, settle] = job
    try {
      worker.postMessage(arg)
      worker.settle = settle
    } catch (error) {
      settle.reject(error)
    }
    this.assign()
  }

  async submit(arg: Arg): Promise<Result> {
    if (!this.open) throw new Error('closed')
    const settle = Promise.withResolvers<Result>()
    this.pending.push([arg, settle])
    this.assign()
    return settle.promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.open = false
    for (const [, settle] of this.pending.splice(0)) settle.reject(new Error('closed'))
    for (const worker of this.workers) await worker.terminate()
  }
}
