import util from 'node:util'
import { isOfSubmission } from './import-hooks.ts'

// Some of what verdicts rest on has to stay where anybody finds it, since the test runner or Node looks it up
// there each time. It shows itself only to them: whose code asks is known from the call stack, by the engine's
// own record of its files and functions, which no code can change.

// Kept: what is imported by name can be replaced.
const { getCallSites } = util

/** Whose code has called: a file, by its path or URL, and the function in it; empty where only native code has. */
export interface Caller {
  readonly file: string
  readonly name: string
}

/** The code that has called, so many calls away from who asks. */
export function callerOf(calls: number): Caller {
  const site = getCallSites(calls + 2, { sourceMap: false })[calls + 1]
  return { file: site?.scriptName ?? '', name: site?.functionName ?? '' }
}

/**
 * Whom something is shown to. A function that calls nothing of a submission's has to be named: of any other, native
 * code could borrow the right to ask, such as `Reflect.get` that was given to it as a callback.
 */
export type Trust = (caller: Caller) => boolean

/**
 * Hides a property from all code but some. Others find nothing there, and can't change it.
 *
 * @param note told of a submission that asks; whoever prints all that there is asks, too, and means no harm
 */
export function hide(owner: object, key: PropertyKey, trusted: Trust, note: () => void): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key)
  if (!descriptor) return
  const { get } = descriptor
  let value = descriptor.value as unknown
  const isTrusted = () => {
    const caller = callerOf(2)
    const asks = trusted(caller)
    if (!asks && isOfSubmission(caller.file)) note()
    return asks
  }
  Object.defineProperty(owner, key, {
    configurable: false,
    enumerable: false,
    get: () => (isTrusted() ? (get ? (get.call(owner) as unknown) : value) : undefined),
    set: next => {
      if (isTrusted()) value = next
    },
  })
}

/** Has a function work only where some code calls it; `otherwise` answers everybody else. */
export function onlyFor<Args extends unknown[], Result>(
  trusted: Trust,
  call: (self: unknown, args: Args) => Result,
  otherwise: (args: Args) => Result,
): (this: unknown, ...args: Args) => Result {
  return function (this: unknown, ...args: Args) {
    return trusted(callerOf(1)) ? call(this, args) : otherwise(args)
  }
}

/** Lets only some code set a property; everybody may read it. */
export function setOnlyBy(owner: object, key: PropertyKey, trusted: Trust, note: () => void): void {
  let { value } = Object.getOwnPropertyDescriptor(owner, key) as { value: unknown }
  Object.defineProperty(owner, key, {
    configurable: false,
    get: () => value,
    set: next => {
      if (trusted(callerOf(1))) value = next
      else note()
    },
  })
}
