import { Worker } from 'node:worker_threads'

/** An async function whose work is done on a thread of its own. Disposing it ends the thread. */
export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

/** What the thread sends back: a result, or what was thrown. */
interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: { readonly name: string; readonly message: string }
}

/** How to settle the promise of a call that waits for its answer. */
interface Call {
  readonly resolve: (result: never) => void
  readonly reject: (reason: Error) => void
}

/**
 * Moves a blocking function off the loop, to one thread that serves its calls in order, one at a time.
 *
 * @param file a module whose default export is the function; it takes one argument
 * @returns an async function. A call rejects with what the function threw, as an `Error` with the same
 *   `name` and `message`, and with an `Error` if the thread has ended, before the call or during it.
 */
export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  const waiting = new Map<number, Call>()
  let lastId = 0
  let ended: Error | undefined

  worker.on('message', ({ id, result, error }: Answer) => {
    const call = waiting.get(id)
    waiting.delete(id)
    if (error) call?.reject(Object.assign(new Error(error.message), { name: error.name }))
    else call?.resolve(result as never)
  })

  // 'exit' follows every end of a thread, 'error' comes before it where an error was the reason.
  worker.on('error', error => {
    ended ??= new Error(`The thread was ended by an error: ${error}`, { cause: error })
  })
  worker.on('exit', code => {
    ended ??= new Error(`The thread has ended, with exit code ${code}.`)
    for (const call of waiting.values()) call.reject(ended)
    waiting.clear()
  })

  const call = async (argument: A): Promise<R> => {
    if (ended) throw ended
    const id = ++lastId
    // First sent, then waited for: what can't be copied throws here, and nothing waits for an answer.
    worker.postMessage({ id, argument })
    return new Promise<R>((resolve, reject) => waiting.set(id, { resolve, reject }))
  }

  const dispose = async () => {
    ended ??= new Error('The thread function has been disposed.')
    await worker.terminate()
  }

  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
