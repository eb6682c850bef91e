import { Worker } from 'node:worker_threads'

const WORKER = new URL('./worker.ts', import.meta.url)

interface Job<Arg, Result> {
  readonly arg: Arg
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/** What a thread answers: see worker.ts. */
type Answer<Result> =
  | { readonly result: Result }
  | { readonly error: { readonly name: string; readonly message: string } }

/** Some threads that do jobs, each one job at a time, and are used again and again. */
export class ThreadPool<Arg = unknown, Result = unknown> implements AsyncDisposable {
  readonly #file: URL
  readonly #limit: number
  /** Jobs that wait for a thread, in the order in which they were submitted. */
  readonly #waiting: Job<Arg, Result>[] = []
  /** The threads that live, each with the job it works on: undefined for one that is free. */
  readonly #threads = new Map<Worker, Job<Arg, Result> | undefined>()
  #closed = false

  /**
   * @param file a module whose default export is the job: a function of one argument, sync or async
   * @param limit the most threads that live at once, 1 or more
   */
  constructor(file: URL, limit: number) {
    this.#file = file
    this.#limit = limit
  }

  /**
   * Has a job done by the first thread that is free; jobs begin in the order of submission.
   *
   * @param arg what the job is called with; the thread gets a copy
   * @returns what the job gives, as a copy
   * @throws an Error of the same name and message if the job throws; an Error if its thread dies, if the
   *   argument can't be copied, or if the pool is closed before the job is done
   */
  submit(arg: Arg): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new Error('The pool is closed: it takes no more jobs.')
      this.#waiting.push({ arg, resolve, reject })
      this.#next()
    })
  }

  /** Closes the pool: ends its threads at once, whatever they do. Jobs that are not done reject. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    for (const { reject } of this.#waiting.splice(0)) {
      reject(new Error('The pool was closed before the job began.'))
    }
    await Promise.all([...this.#threads.keys()].map(thread => thread.terminate()))
  }

  /** Gives the job that has waited longest to a thread that is free, if there are both. */
  #next(): void {
    const [job] = this.#waiting
    const thread = job && this.#freeThread()
    if (!thread) return
    this.#waiting.shift()
    try {
      thread.postMessage(job.arg)
      this.#threads.set(thread, job)
    } catch (error) {
      // It can't be copied. The thread never heard of it, and is free for the next one.
      job.reject(error)
      this.#next()
    }
  }

  #freeThread(): Worker | undefined {
    for (const [thread, job] of this.#threads) {
      if (!job) return thread
    }
    return this.#threads.size < this.#limit ? this.#start() : undefined
  }

  #start(): Worker {
    const thread = new Worker(WORKER, { workerData: this.#file.href })
    const fail = (error: unknown) => this.#threads.get(thread)?.reject(error)

    thread.on('message', (answer: Answer<Result>) => {
      const job = this.#threads.get(thread)
      this.#threads.set(thread, undefined)
      if ('error' in answer) job?.reject(toError(answer.error))
      else job?.resolve(answer.result)
      this.#next()
    })
    thread.on('error', fail)
    // Follows an error, too; a promise settles once, so failing its job twice does no harm.
    thread.on('exit', () => {
      fail(new Error('The thread ended before its job was done.'))
      this.#threads.delete(thread)
      this.#next()
    })
    this.#threads.set(thread, undefined)
    return thread
  }
}

function toError({ name, message }: { name: string; message: string }): Error {
  return Object.assign(new Error(message), { name })
}

/**
 * Fetches posts on threads.
 *
 * @param file a job that fetches the post at an address, and gives its line
 * @param urls the addresses, in order
 * @param limit how many threads at most
 * @returns the line of each address, in the same order
 * @throws an error like that of the first job that fails, at the moment it does
 */
export async function fetchPosts(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<string[]> {
  await using pool = new ThreadPool<string, string>(file, limit)
  return await Promise.all(urls.map(url => pool.submit(url)))
}
