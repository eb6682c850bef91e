// Functions instead of methods, and answers that carry the number of their job. A free thread is taken
// from the end of a list: which one takes a job does not matter, the order of the jobs does.
import { Worker } from 'node:worker_threads'

interface Answer {
  id: number
  ok: boolean
  value: unknown
}

export class ThreadPool<Arg = unknown, Result = unknown> implements AsyncDisposable {
  readonly submit: (arg: Arg) => Promise<Result>
  readonly close: () => Promise<void>

  constructor(file: URL, limit: number) {
    const jobs = new Map<number, { arg: Arg; settle: PromiseWithResolvers<Result> }>()
    const waiting: number[] = []
    const free: Worker[] = []
    const working = new Map<Worker, number>()
    let lastId = 0
    let closed = false

    const failure = (id: number | undefined, error: unknown) => {
      if (id === undefined) return
      jobs.get(id)?.settle.reject(error)
      jobs.delete(id)
    }

    const listen = (worker: Worker) => {
      worker.addListener('message', ({ id, ok, value }: Answer) => {
        working.delete(worker)
        free.push(worker)
        if (ok) jobs.get(id)?.settle.resolve(value as Result)
        else failure(id, Object.assign(new Error(), value))
        jobs.delete(id)
        share()
      })
      worker.addListener('error', error => failure(working.get(worker), error))
      worker.addListener('exit', code => {
        failure(working.get(worker), new Error(`exit code ${code}`))
        working.delete(worker)
        if (free.includes(worker)) free.splice(free.indexOf(worker), 1)
        share()
      })
    }

    const take = (): Worker | undefined => {
      if (free.length > 0 || working.size >= limit) return free.pop()
      const worker = new Worker(new URL('worker.ts', import.meta.url), { name: 'pool' })
      listen(worker)
      worker.postMessage(file.href)
      return worker
    }

    const share = () => {
      while (waiting.length > 0) {
        const worker = take()
        if (!worker) return
        const id = waiting.shift() as number
        try {
          worker.postMessage({ id, arg: jobs.get(id)?.arg })
          working.set(worker, id)
        } catch (error) {
          failure(id, error)
          free.push(worker)
        }
      }
    }

    this.submit = arg => {
      const settle = Promise.withResolvers<Result>()
      if (closed) return Promise.reject(new TypeError('This pool is closed.'))
      jobs.set(++lastId, { arg, settle })
      waiting.push(lastId)
      share()
      return settle.promise
    }

    this.close = async () => {
      closed = true
      waiting.length = 0
      for (const id of jobs.keys()) failure(id, new Error('This pool was closed.'))
      for (const worker of [...free, ...working.keys()]) await worker.terminate()
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
