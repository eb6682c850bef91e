const EVENTS = {
  unhandledRejection: 'unhandled rejection',
  uncaughtException: 'uncaught error',
} as const

type Event = keyof typeof EVENTS
type How = (typeof EVENTS)[Event]

/**
 * Takes over what happens to errors that nobody handles, for as long as a run lasts: in Node they end
 * the process, in a run they end the run; or, on request, only where the program has no listener of its
 * own. Returns what gives the events back to whoever had them before.
 */
export function catchStrayErrors(
  onError: (error: unknown, how: How) => void,
  when: 'always' | 'unless handled' = 'always',
): () => void {
  const giveBack = (Object.keys(EVENTS) as Event[]).map(event => {
    const before = process.rawListeners(event)
    process.removeAllListeners(event)
    process.on(event, (error: unknown) => {
      const handled = process.listenerCount(event) > 1
      if (when === 'always' || !handled) onError(error, EVENTS[event])
    })
    return () => {
      process.removeAllListeners(event)
      for (const listener of before) process.on(event, listener as () => void)
    }
  })
  return () => {
    for (const back of giveBack) back()
  }
}
