import { Worker } from 'node:worker_threads'

/** An async function whose work is done on a thread of its own. Disposing it ends the thread. */
export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

/** What the thread replies: the id of the call, and what the function returned or threw. */
interface Answer<R> {
  readonly id: number
  readonly result?: R
  readonly error?: { readonly name: string; readonly message: string }
}

/** Makes an error again of what the thread sends of one. */
const toError = ({ name, message }: { name: string; message: string }) =>
  Object.assign(new Error(message), { name })

/**
 * Moves a blocking function off the loop, to one thread that serves its calls in order, one at a time.
 *
 * @param file a module whose default export is the function; it takes one argument
 * @returns an async function. A call resolves to what the function returned, and rejects with what it threw.
 */
export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })

  // TODO: listen to the worker's messages, and settle the call that each of them is for.

  const call = async (argument: A): Promise<R> => {
    throw new Error('TODO: send the thread an id and the argument; return a promise for its answer')
  }

  const dispose = async (): Promise<void> => {
    // TODO: end the thread, and wait until it has exited.
  }

  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
