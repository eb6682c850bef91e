import { syncBuiltinESMExports } from 'node:module'
import { host } from '../machine/host.ts'
import { atomics } from '../node/atomics.ts'
import { clocks } from '../node/clocks.ts'
import { dateFormats, dates, temporal } from '../node/dates.ts'
import { fetches } from '../node/fetch.ts'
import { loopDelays } from '../node/loop-delay.ts'
import { nameLookups } from '../node/name-lookups.ts'
import { processors } from '../node/processors.ts'
import { random } from '../node/random.ts'
import { refusedFunctions } from '../node/refused.ts'
import { Getter } from '../node/replacement.ts'
import { socketTimeLimits } from '../node/socket-time-limits.ts'
import { sockets } from '../node/sockets.ts'
import { timeStamps } from '../node/time-stamps.ts'
import { promisedTimers, timerFunctions } from '../node/timers.ts'
import { workerThreads } from '../threads/worker-threads.ts'

/** What a real thread runs first, before it can be one of a run's. */
export const THREAD_START = new URL('./thread-start.js', import.meta.url)

/**
 * Replaces the clock and the timers of this process by functions that ask the machine inside a run
 * and Node outside. They are installed once and stay, so that whoever keeps a reference to
 * `setTimeout`, as libraries do when they are loaded, keeps the right one. Call it before they are.
 */
export function install(): void {
  if (host.uninstalled) host.reinstate?.()
  host.uninstalled = false
  if (host.reinstate) return
  const replaced = [
    ...timerFunctions(),
    ...promisedTimers(),
    ...dates(),
    ...clocks(),
    ...temporal(),
    ...dateFormats(),
    ...random(),
    ...fetches(),
    ...sockets(),
    ...socketTimeLimits(),
    ...atomics(),
    ...processors(),
    ...loopDelays(),
    ...timeStamps(),
    ...nameLookups(),
    ...refusedFunctions(),
    ...workerThreads(),
  ].map(([owner, name, value]) => replace(owner, name, value))
  syncBuiltinESMExports()
  host.reinstate = () => {
    const changed = replaced.filter(({ putBack }) => putBack())
    if (changed.length > 0) syncBuiltinESMExports()
  }
  takeAway = () => {
    host.uninstalled = true
    for (const { remove } of replaced.toReversed()) remove()
    syncBuiltinESMExports()
  }
}

let takeAway = () => {}

/**
 * Takes them away until they are installed again, for whoever must find Node's own: a test runner
 * that is loaded now would otherwise wait on the simulated clock.
 */
export function uninstall(): void {
  takeAway()
}

interface Replaced {
  /** Puts the replacement back; tells if it had to. */
  readonly putBack: () => boolean
  /** Puts back what was there before. */
  readonly remove: () => void
}

/** Defines a property as it was but for its value. */
function replace(owner: object, name: PropertyKey, value: unknown): Replaced {
  const original = Object.getOwnPropertyDescriptor(owner, name)
  const before = original ?? { configurable: true, enumerable: true, writable: true }
  const { get, set, writable = true, value: _, ...shape } = before
  const descriptor =
    value instanceof Getter ? { ...shape, get: value.get, set } : { ...shape, writable, value }
  Object.defineProperty(owner, name, descriptor)
  return {
    putBack: () => {
      const { value: is, get: gives } = Object.getOwnPropertyDescriptor(owner, name) ?? {}
      if (value instanceof Getter ? gives === value.get : is === value) return false
      Object.defineProperty(owner, name, descriptor)
      return true
    },
    remove: () => {
      if (original) Object.defineProperty(owner, name, original)
      else Reflect.deleteProperty(owner, name)
    },
  }
}
