// Each submission wakes one thread's loop, which goes on until no job is left.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export class ThreadPool<Arg = unknown, Result = unknown> {
  idle = new Set<Worker>()
  all = new Set<Worker>()
  jobs: (PromiseWithResolvers<any> & { arg: Arg })[] = []
  closing: AbortController | undefined = new AbortController()
  file: URL
  limit: number

  constructor(file: URL, limit: number) {
    this.file = file
    this.limit = limit
  }

  submit(arg: Arg): Promise<Result> {
    if (!this.closing) return Promise.reject(new Error('closed'))
    const job = { ...Promise.withResolvers<Result>(), arg }
    this.jobs.push(job)
    this.work()
    return job.promise
  }

  async work() {
    const thread = this.idle.values().next().value ?? this.hire()
    if (!thread) return
    this.idle.delete(thread)
    while (this.all.has(thread)) {
      const job = this.jobs.shift()
      if (!job) {
        this.idle.add(thread)
        return
      }
      const over = new AbortController()
      try {
        const exit = once(thread, 'exit', { signal: over.signal })
        const dead = exit.then(() => Promise.reject(new Error('its thread has exited')))
        const answer = Promise.race([once(thread, 'message', { signal: over.signal }), dead])
        answer.catch(() => {})
        thread.postMessage(job.arg)
        const [{ result, error }] = await answer
        if (error) throw Object.assign(new Error(), error)
        job.resolve(result)
      } catch (error) {
        job.reject(error)
      } finally {
        over.abort()
      }
    }
  }

  hire() {
    if (this.all.size >= this.limit || !this.closing) return
    const thread = new Worker(new URL('worker.ts', import.meta.url), { workerData: `${this.file}` })
    this.all.add(thread)
    for (const end of ['error', 'exit']) {
      thread.on(end, () => {
        this.all.delete(thread)
        this.idle.delete(thread)
        if (end === 'exit' && this.jobs.length > 0) this.work()
      })
    }
    return thread
  }

  async [Symbol.asyncDispose]() {
    this.closing = undefined
    for (const { reject } of this.jobs.splice(0)) reject(new Error('closed'))
    await Promise.all(Array.from(this.all, thread => thread.terminate()))
  }
}
