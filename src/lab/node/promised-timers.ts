import type { TimerOptions } from 'node:timers'
import { host } from '../machine/host.ts'

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
export async function* setInterval<T = void>(
  delay?: number,
  value?: T,
  options?: TimerOptions,
): AsyncIterableIterator<T> {
  const { machine, real } = host
  if (!machine || isRefused(options) || isNoDelay(delay)) {
    yield* real.promises.setInterval(delay, value as T, options)
    return
  }
  const { signal } = options ?? {}
  let ticks = 0
  let wake = () => {}
  const tick = () => {
    ticks++
    wake()
  }
  const aborted = () => wake()
  if (signal?.aborted) throw abortError(signal)
  const timer = machine.setTimer(tick, delay, [], {
    name: 'setInterval',
    repeat: true,
    ref: options?.ref ?? true,
  })
  signal?.addEventListener('abort', aborted, { once: true })
  try {
    for (;;) {
      if (signal?.aborted) throw abortError(signal)
      if (ticks === 0) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
      for (; ticks > 0; ticks--) yield value as T
    }
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
  return new Promise((resolve, reject) => {
    const undo = begin(value => {
      signal?.removeEventListener('abort', abort)
      resolve(value)
    })
    const abort = () => {
      undo()
      reject(abortError(signal as AbortSignal))
    }
    signal?.addEventListener('abort', abort, { once: true })
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
