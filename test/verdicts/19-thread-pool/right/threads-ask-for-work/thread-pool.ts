// A thread says when it is ready, and gets the next job then. The file comes along with each job: a
// second import of the same file costs nothing.
import { Worker } from 'node:worker_threads'

const closedError = () => new Error('The pool is closed.')

interface Job {
  order: { file: string; arg: unknown }
  promise: PromiseWithResolvers<never>
}

class Lane {
  job: Job | undefined
  ready = false
  readonly worker = new Worker(new URL('./worker.ts', import.meta.url))
  readonly pool: ThreadPool

  constructor(pool: ThreadPool) {
    this.pool = pool
    this.worker.on('message', message => this.hear(message))
    this.worker.on('error', error => this.job?.promise.reject(error))
    this.worker.on('exit', () => this.pool.replace(this))
  }

  hear(message: { result?: never; error?: Error; name?: string }) {
    if ('error' in message) {
      const error = message.error as Error
      Object.defineProperty(error, 'name', { value: message.name })
      this.job?.promise.reject(error)
    }
    if ('result' in message) this.job?.promise.resolve(message.result as never)
    this.job = undefined
    this.ready = true
    this.pool.handOut()
  }

  take(job: Job) {
    try {
      this.worker.postMessage(job.order)
      this.job = job
      this.ready = false
    } catch (error) {
      job.promise.reject(error)
    }
  }
}

export class ThreadPool<Arg = any, Result = any> {
  readonly file: string
  readonly jobs: Job[] = []
  lanes: Lane[]
  open = true

  constructor(file: URL, limit: number) {
    this.file = file.href
    this.lanes = Array.from({ length: limit }, () => new Lane(this))
  }

  handOut() {
    for (let lane = this.idle(); lane && this.jobs.length > 0; lane = this.idle()) {
      lane.take(this.jobs.shift() as Job)
    }
  }

  idle() {
    return this.lanes.find(({ ready }) => ready)
  }

  replace(lane: Lane) {
    lane.job?.promise.reject(new Error('Its thread is gone.'))
    this.lanes = this.lanes.filter(other => other !== lane)
    if (this.open) this.lanes.push(new Lane(this))
  }

  submit(arg: Arg): Promise<Result> {
    const promise = Promise.withResolvers<never>()
    if (this.open) this.jobs.push({ order: { file: this.file, arg }, promise })
    else promise.reject(closedError())
    this.handOut()
    return promise.promise
  }

  async [Symbol.asyncDispose]() {
    this.open = false
    for (const { promise } of this.jobs.splice(0)) promise.reject(closedError())
    await Promise.allSettled(this.lanes.map(({ worker }) => worker[Symbol.asyncDispose]()))
  }
}

export function fetchPosts(file: URL, urls: readonly string[], limit: number): Promise<string[]> {
  const pool = new ThreadPool<string, string>(file, limit)
  const lines = Promise.all(urls.map(url => pool.submit(url)))
  return lines.finally(() => pool[Symbol.asyncDispose]())
}
