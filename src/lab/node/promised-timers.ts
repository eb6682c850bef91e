import type { TimerOptions } from 'node:timers'
import { host } from '../machine/host.ts'
import type { SimulatedThread } from '../machine/simulated-thread.ts'

/**
 * The simulated twins of `node:timers/promises`. Outside a run, and for arguments that Node refuses, the
 * real functions answer.
 */
export function setTimeout<T = void>(
  delay?: number,
  value?: T,
  options?: TimerOptions,
): Promise<T> {
  const { machine, real } = host
  if (!machine || isRefused(options) || isNoDelay(delay)) {
    return real.promises.setTimeout(delay, value as T, options)
  }
  return cancellable(options, resolve => {
    const kind = { name: 'setTimeout', ref: options?.ref ?? true }
    const timer = machine.setTimer(() => resolve(value as T), delay, [], kind)
    return () => timer.close()
  })
}

export function setImmediate<T = void>(value?: T, options?: TimerOptions): Promise<T> {
  const { machine, real } = host
  if (!machine || isRefused(options)) return real.promises.setImmediate(value as T, options)
  return cancellable(options, resolve => {
    const immediate = machine.setImmediate(() => resolve(value as T), [])
    return () => immediate.close()
  })
}

/** `scheduler.wait`: `setTimeout` without a value. */
export function wait(delay: number, options?: TimerOptions): Promise<void> {
  return host.machine
    ? setTimeout(delay, undefined, options)
    : host.real.promises.scheduler.wait(delay, options)
}

/** Ticks that nobody asked for yet are kept and handed out at once, as Node does. */
export function setInterval<T = void>(
  delay?: number,
  value?: T,
  options?: TimerOptions,
): AsyncIterable<T> {
  const { machine, real } = host
  return !machine || isRefused(options) || isNoDelay(delay)
    ? real.promises.setInterval(delay, value as T, options)
    : ticks(machine, delay, value as T, options)
}

async function* ticks<T>(
  machine: SimulatedThread,
  delay: number | undefined,
  value: T,
  options: TimerOptions | undefined,
): AsyncGenerator<T, void, void> {
  const { signal } = options ?? {}
  if (signal?.aborted) throw abortError(signal)
  let waiting = 0
  let wake: ((how?: Promise<never>) => void) | undefined
  const tick = () => {
    waiting++
    wake?.()
    wake = undefined
  }
  const timer = machine.setTimer(tick, delay, [], {
    name: 'setInterval',
    repeat: true,
    ref: options?.ref ?? true,
  })
  const aborted = () => {
    timer.close()
    // Not thrown at once: as on Node, whoever waits gets a promise that rejects.
    wake?.(Promise.reject(abortError(signal as AbortSignal)))
    wake = undefined
  }
  signal?.addEventListener('abort', aborted, { once: true })
  try {
    while (!signal?.aborted) {
      if (waiting === 0) {
        await new Promise<void>(resolve => {
          wake = resolve as typeof wake
        })
      }
      for (; waiting > 0; waiting--) yield value
    }
    throw abortError(signal)
  } finally {
    timer.close()
    signal?.removeEventListener('abort', aborted)
  }
}

/** A promise that rejects as soon as the signal of `options` is aborted; `begin` returns what undoes it. */
function cancellable<T>(
  options: TimerOptions | undefined,
  begin: (resolve: (value: T) => void) => () => void,
): Promise<T> {
  const { signal } = options ?? {}
  if (signal?.aborted) return Promise.reject(abortError(signal))
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const undo = begin(resolve)
  if (!signal) return promise
  const abort = () => {
    undo()
    reject(abortError(signal))
  }
  signal.addEventListener('abort', abort)
  return withCleanUp(promise, () => signal.removeEventListener('abort', abort))
}

/**
 * The same promise, once `cleanUp` is done. It settles as many microtasks later as Node's does: those of a copy, of
 * its `finally`, and of the promise that is handed out.
 */
function withCleanUp<T>(promise: Promise<T>, cleanUp: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const copy = new Promise<T>((settle, fail) => {
      promise.then(settle, fail)
    })
    copy.finally(cleanUp).then(resolve, reject)
  })
}

/** What Node's promised timers reject with when they are aborted. */
function abortError(signal: AbortSignal): Error {
  const error = new Error('The operation was aborted', { cause: signal.reason })
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' })
}

function isRefused(options: unknown): boolean {
  if (options === undefined) return false
  if (typeof options !== 'object' || options === null) return true
  const { ref, signal } = options as TimerOptions
  return (
    (ref !== undefined && typeof ref !== 'boolean') ||
    (signal !== undefined &&
      !(typeof signal === 'object' && signal !== null && 'aborted' in signal))
  )
}

function isNoDelay(delay: unknown): boolean {
  return delay !== undefined && typeof delay !== 'number'
}
