// says: test
import { Worker } from 'node:worker_threads'

const script = new URL('./worker.ts', import.meta.url)

interface Entry {
  readonly id: number
  readonly arg: unknown
  readonly settle: PromiseWithResolvers<unknown>
  on?: Worker
}

export class ThreadPool<Arg = unknown, Result = unknown> implements AsyncDisposable {
  #file: URL
  #ids = 0
  #waiting: Entry[] = []
  #running = new Map<number, Entry>()
  #workers = new Set<Worker>()
  #free = new Set<Worker>()
  #open = true

  constructor(file: URL, limit: number) {
    this.#file = file
    while (this.#workers.size < limit) this.#hire()
  }

  #hire(): void {
    const worker = new Worker(script, { workerData: { href: this.#file.href } })
    this.#workers.add(worker)
    this.#free.add(worker)
    worker
      .on('message', ([id, ok, value]: [number, boolean, any]) => {
        const entry = this.#running.get(id)
        this.#running.delete(id)
        this.#free.add(worker)
        if (ok) entry?.settle.resolve(value)
        else entry?.settle.reject(Object.assign(new Error(value.message), { name: value.name }))
        this.#next()
      })
      .on('error', error => this.#fail(worker, error))
      .on('exit', code => this.#bury(worker, code))
  }

  #bury(worker: Worker, code: number): void {
    this.#fail(worker, new Error(`exit code ${code}`))
    this.#workers.delete(worker)
    if (this.#open) this.#hire()
    if (this.#open) this.#next()
  }

  #fail(worker: Worker, cause: unknown): void {
    this.#free.delete(worker)
    for (const [id, entry] of this.#running) {
      if (entry.on !== worker) continue
      this.#running.delete(id)
      entry.settle.reject(cause)
    }
  }

  #next(): void {
    for (const worker of this.#free) {
      const entry = this.#waiting.shift()
      if (!entry) return
      try {
        worker.postMessage([entry.id, entry.arg])
        entry.on = worker
        this.#running.set(entry.id, entry)
        this.#free.delete(worker)
      } catch (error) {
        entry.settle.reject(error)
        this.#next()
        return
      }
    }
  }

  async submit(arg: Arg): Promise<Result> {
    if (!this.#open) throw new Error('closed')
    const settle = Promise.withResolvers<unknown>()
    this.#waiting.push({ id: this.#ids++, arg, settle })
    this.#next()
    return (await settle.promise) as Result
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#open = false
    await using stack = new AsyncDisposableStack()
    for (const worker of this.#workers) stack.adopt(worker, async it => void (await it.terminate()))
    for (const { settle } of [...this.#waiting, ...this.#running.values()]) {
      settle.reject(new Error('closed'))
    }
    this.#waiting = []
    this.#running.clear()
  }
}
