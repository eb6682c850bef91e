import { promiseHooks } from 'node:v8'
import { type Frame, studentFrames } from '../ground/stack-frames.ts'
import { isInFetch } from '../node/fetch.ts'

/** Enough for any kata; more would cost more time than their message is worth. */
const MOST = 1000

/**
 * Remembers where the promises that are still pending were made, so that a deadlock can name
 * the student's own lines. V8 tells of each promise's beginning and end.
 */
export class PendingPromises {
  #pending = new Map<Promise<unknown>, { stack?: string }>()
  #stop: (() => void)[] = []

  watch(): void {
    this.#stop = [
      promiseHooks.onInit((promise, parent?: Promise<unknown>) => {
        // One that follows from another, as by `then`, waits for that: the first in line tells enough.
        // What `fetch` makes for itself is nobody's place, and to look takes longer than to make it.
        if (parent || this.#pending.size >= MOST || isInFetch()) return
        this.#pending.set(promise, hereAndNow())
      }) as () => void,
      promiseHooks.onSettled(promise => {
        this.#pending.delete(promise)
      }) as () => void,
    ]
  }

  stop(): void {
    for (const stop of this.#stop) stop()
    this.#stop = []
  }

  /** The student's places at which something is still pending, each once, oldest first. */
  frames(): Frame[] {
    this.stop()
    const places = new Map<string, Frame>()
    for (const { stack } of this.#pending.values()) {
      const [frame] = studentFrames(stack)
      if (frame && !places.has(frame.line)) places.set(frame.line, frame)
    }
    return [...places.values()]
  }
}

/** A stack of few frames, not formatted until it is read: a student's own promise needs no more. */
function hereAndNow(): { stack?: string } {
  const place = {}
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 3
  Error.captureStackTrace(place, hereAndNow)
  Error.stackTraceLimit = limit
  return place
}
