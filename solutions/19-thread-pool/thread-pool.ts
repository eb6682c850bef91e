import { Worker } from 'node:worker_threads'

/** What a thread posts when a job is done: see worker.ts. */
type Answer<Result> =
  | { readonly result: Result }
  | { readonly error: { readonly name: string; readonly message: string } }

interface Job<Arg, Result> {
  readonly arg: Arg
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/** A few threads that do jobs. Each does one at a time, and takes the next when it is free. */
export class ThreadPool<Arg = unknown, Result = unknown> implements AsyncDisposable {
  readonly file: URL
  readonly limit: number
  /** Jobs that wait for a thread, in the order of submission. */
  readonly queue: Job<Arg, Result>[] = []
  /** The threads that are alive, each with its job: undefined for one that is free. */
  readonly threads = new Map<Worker, Job<Arg, Result> | undefined>()
  isClosed = false

  /**
   * @param file a module whose default export is the job: a function of one argument, sync or async
   * @param limit how many threads are alive at most: 1 or more
   */
  constructor(file: URL, limit: number) {
    this.file = file
    this.limit = limit
  }

  /**
   * Has a job done by the next free thread. Jobs start in the order of submission.
   *
   * @param arg what the job is called with; the thread gets a copy
   * @returns a promise of a copy of what the job returns
   * @throws Error with the same message if the job throws; an Error if its thread dies, if the argument can't be
   *   copied, or if the pool is closed before the job is done
   */
  submit(arg: Arg): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.isClosed) throw new Error('The pool is closed: it takes no more jobs')
      this.queue.push({ arg, resolve, reject })
      this.next()
    })
  }

  /** Closes the pool: ends all threads, whatever they are doing. Jobs that aren't done reject. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true
    for (const { reject } of this.queue.splice(0)) {
      reject(new Error('The pool was closed before the job began'))
    }
    await Promise.all([...this.threads.keys()].map(thread => thread.terminate()))
  }

  /** Gives the job that has waited longest to a free thread, if there are both. */
  private next(): void {
    const [job] = this.queue
    const thread = job && this.freeThread()
    if (!thread) return
    this.queue.shift()
    try {
      thread.postMessage(job.arg)
      this.threads.set(thread, job)
    } catch (error) {
      // It can't be copied. The thread never heard of it, and is free for the next job.
      job.reject(error)
      this.next()
    }
  }

  private freeThread(): Worker | undefined {
    for (const [thread, job] of this.threads) {
      if (!job) return thread
    }
    return this.threads.size < this.limit ? this.addThread() : undefined
  }

  private addThread(): Worker {
    const thread = startThread(this.file)
    const fail = (error: unknown) => this.threads.get(thread)?.reject(error)

    thread.on('message', (answer: Answer<Result>) => {
      const job = this.threads.get(thread)
      this.threads.set(thread, undefined)
      if ('error' in answer) job?.reject(toError(answer.error))
      else job?.resolve(answer.result)
      this.next()
    })
    thread.on('error', fail)
    // Follows an 'error', too. A promise settles once, so failing its job twice does no harm.
    thread.on('exit', () => {
      fail(new Error('The thread ended before its job was done'))
      this.threads.delete(thread)
      this.next()
    })
    this.threads.set(thread, undefined)
    return thread
  }
}

/** Starts a thread that does the job in `file` with each message that it gets. */
function startThread(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}

/** Makes an Error of what a thread says of one. */
function toError({ name, message }: { name: string; message: string }): Error {
  return Object.assign(new Error(message), { name })
}
