// says: test
import { Worker } from 'node:worker_threads'

/** What a thread posts when a job is done: see worker.ts. */
type Answer<Result> =
  | { readonly result: Result }
  | { readonly error: { readonly name: string; readonly message: string } }

/** A few threads that do jobs. Each does one at a time, and takes the next when it is free. */
export class ThreadPool<Arg = unknown, Result = unknown> implements AsyncDisposable {
  readonly file: URL
  readonly limit: number
  #threads: Worker[] = []
  #next = 0

  /**
   * @param file a module whose default export is the job: a function of one argument, sync or async
   * @param limit how many threads are alive at most: 1 or more
   */
  constructor(file: URL, limit: number) {
    this.file = file
    this.limit = limit
    for (let i = 0; i < limit; i++) this.#threads.push(startThread(file))
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
    const thread = this.#threads[this.#next++ % this.limit]!
    return new Promise((resolve, reject) => {
      thread.once('message', (answer: Answer<Result>) => {
        if ('error' in answer) reject(toError(answer.error))
        else resolve(answer.result)
      })
      thread.postMessage(arg)
    })
  }

  /** Closes the pool: ends all threads, whatever they are doing. Jobs that aren't done reject. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.map(thread => thread.terminate()))
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
