import timers from 'node:timers'
import timersPromises from 'node:timers/promises'
import { promisify } from 'node:util'
import { host } from '../machine/host.ts'
import type { Callback } from '../machine/simulated-thread.ts'
import { simulated } from '../machine/timers.ts'
import * as promised from './promised-timers.ts'
import type { Replacement } from './replacement.ts'

/** Timers and immediates, by all the names that Node has for them. */
export function timerFunctions(): Replacement[] {
  const { real } = host
  // Bad arguments go to the real function, which throws the real error.
  const functions = {
    setTimeout: (callback: Callback, delay?: unknown, ...args: unknown[]) =>
      host.machine && typeof callback === 'function'
        ? host.machine.setTimer(callback, delay, args, { name: 'setTimeout' })
        : real.setTimeout(callback, delay as number, ...(args as never[])),
    setInterval: (callback: Callback, delay?: unknown, ...args: unknown[]) =>
      host.machine && typeof callback === 'function'
        ? host.machine.setTimer(callback, delay, args, { name: 'setInterval', repeat: true })
        : real.setInterval(callback, delay as number, ...(args as never[])),
    setImmediate: (callback: Callback, ...args: unknown[]) =>
      host.machine && typeof callback === 'function'
        ? host.machine.setImmediate(callback, args)
        : real.setImmediate(callback, ...(args as never[])),
    clearTimeout: clearing(real.clearTimeout as (timer: unknown) => void),
    clearInterval: clearing(real.clearInterval as (timer: unknown) => void),
    clearImmediate: clearing(real.clearImmediate as (timer: unknown) => void),
  }
  Object.defineProperty(functions.setTimeout, promisify.custom, { value: promised.setTimeout })
  Object.defineProperty(functions.setImmediate, promisify.custom, { value: promised.setImmediate })
  return Object.entries(functions).flatMap(([name, value]): Replacement[] => [
    [globalThis, name, value],
    [timers, name, value],
  ])
}

function clearing(realClear: (timer: unknown) => void) {
  return (timer?: unknown): void => {
    const ours = simulated(timer)
    if (ours) ours.close()
    else realClear(timer)
  }
}

export function promisedTimers(): Replacement[] {
  const { real } = host
  const scheduler = Object.getPrototypeOf(timersPromises.scheduler) as object
  return [
    [timersPromises, 'setTimeout', promised.setTimeout],
    [timersPromises, 'setImmediate', promised.setImmediate],
    [timersPromises, 'setInterval', promised.setInterval],
    [scheduler, 'wait', promised.wait],
    [
      scheduler,
      'yield',
      () => (host.machine ? promised.setImmediate() : real.promises.scheduler.yield()),
    ],
    [AbortSignal, 'timeout', abortAfter],
  ]
}

function abortAfter(ms: number): AbortSignal {
  const { machine, real } = host
  if (!machine || !Number.isInteger(ms) || ms < 0) return real.abortAfter(ms)
  const controller = new AbortController()
  const abort = () => {
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
  }
  machine.setTimer(abort, ms, [], { name: 'AbortSignal.timeout', ref: false })
  return controller.signal
}
