import { AsyncResource } from 'node:async_hooks'

let entering = false

/**
 * The context in which something was asked for, such as a timer: whoever calls back later does so in it, as Node
 * does, so that an `AsyncLocalStorage` of the program's has the same store.
 */
export class CallContext {
  // Node tells hooks of each resource that is collected, unless it is told not to.
  readonly #resource = new AsyncResource('cooperativo', { requireManualDestroy: true })

  /** Calls a function in this context. */
  call<Args extends unknown[], Result>(
    callback: (...args: Args) => Result,
    self?: unknown,
    ...args: Args
  ): Result {
    entering = true
    try {
      return this.#resource.runInAsyncScope(callback, self, ...args)
    } finally {
      entering = false
    }
  }
}

/** For a hook that Node calls before each callback: whether the lab itself has just begun this one. */
export function isCallOfTheLab(): boolean {
  const own = entering
  entering = false
  return own
}
