/** An async function whose work is done on a thread of its own. Disposing it ends the thread. */
export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

/**
 * Moves a blocking function off the loop, to one thread that serves its calls in order, one at a time.
 *
 * @param file a module whose default export is the function; it takes one argument
 * @returns an async function. A call rejects with what the function threw, as an `Error` with the same
 *   `name` and `message`, and with an `Error` if the thread has ended, before the call or during it.
 */
export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  throw new Error('TODO: start worker.ts, send it each call, and settle the call with its answer')
}
