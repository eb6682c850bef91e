import { type BlockingResponse, get } from '#lab/blocking'

// The tests, and `kata time 12`, hand the address of this file to your functions.

/** Connections to a server that are kept open, to be used again for the next request. */
interface Session extends Disposable {
  /** Requests an address, and blocks the thread until the answer is there. */
  get(url: string): BlockingResponse
  /** The same cooperatively: like `fetch`. */
  fetch(url: string): Promise<Response>
  /** Closes the connections. What is still on its way fails, and so does every later request. */
  close(): void
}

/**
 * Opens a session. A timer stands for its connections, which a server closes when they have not been used
 * for a minute: by that the tests see where a session is open, and for how long.
 */
export default function openSession(): Session {
  const closing = new AbortController()
  const connections = setTimeout(() => {}, 60_000).unref()

  const close = (how: string) => {
    clearTimeout(connections)
    closing.abort(
      new Error(
        `The session is closed: ${how} before this request was done. Await all of them first.`,
      ),
    )
  }

  return {
    get: url => {
      closing.signal.throwIfAborted()
      return get(url)
    },
    fetch: url => fetch(url, { signal: closing.signal }),
    close: () => close('`close` was called'),
    [Symbol.dispose]: () => close('its `using` block exited'),
  }
}
