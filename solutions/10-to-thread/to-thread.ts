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
  const waiting = new Map<number, PromiseWithResolvers<R>>()
  let lastId = 0
  let ended: Error | undefined

  worker.on('message', ({ id, result, error }: Answer<R>) => {
    const call = waiting.get(id)
    waiting.delete(id)
    if (error) call?.reject(toError(error))
    else call?.resolve(result as R)
  })

  const end = (reason: Error) => {
    ended ??= reason
    for (const call of waiting.values()) call.reject(ended)
    waiting.clear()
  }
  worker.on('error', end)
  worker.on('exit', code => end(new Error(`The thread has exited, with code ${code}.`)))

  const call = async (argument: A): Promise<R> => {
    if (ended) throw ended
    const id = ++lastId
    // Sent first: if the argument can't be copied, this throws, and nothing waits for an answer.
    worker.postMessage({ id, argument })
    const answer = Promise.withResolvers<R>()
    waiting.set(id, answer)
    return answer.promise
  }

  const dispose = async (): Promise<void> => {
    end(new Error('The thread function has been disposed.'))
    await worker.terminate()
  }

  return Object.assign(call, { [Symbol.asyncDispose]: dispose })
}
