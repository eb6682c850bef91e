import util from 'node:util'

// Some of what verdicts rest on has to stay where anybody finds it, since the test runner or Node looks it up
// there each time. It shows itself only to them: whose code asks is known from the call stack, by the engine's
// own record of its files, which no code can change.

// Kept: what is imported by name can be replaced.
const { getCallSites } = util

/** The file whose code has called, so many calls away from who asks. */
export function callerOf(calls: number): string {
  return getCallSites(calls + 2, { sourceMap: false })[calls + 1]?.scriptName ?? ''
}

/**
 * Hides a property from all code but some files'. Others find nothing there, and can't change it.
 *
 * @param trusted tells by its path or URL whether a file may see it
 * @param note told of whoever else asks
 */
export function hide(
  owner: object,
  key: PropertyKey,
  trusted: (file: string) => boolean,
  note: () => void,
): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key)
  if (!descriptor) return
  const { get } = descriptor
  let value = descriptor.value as unknown
  const isTrusted = () => {
    const asks = trusted(callerOf(2))
    if (!asks) note()
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

/**
 * Has a function work only where some files' code calls it.
 *
 * @param otherwise answers everybody else
 */
export function onlyFor<Args extends unknown[], Result>(
  trusted: (file: string) => boolean,
  call: (self: unknown, args: Args) => Result,
  otherwise: (args: Args) => Result,
): (this: unknown, ...args: Args) => Result {
  return function (this: unknown, ...args: Args) {
    return trusted(callerOf(1)) ? call(this, args) : otherwise(args)
  }
}

/** Lets only some files' code set a property; everybody may read it. */
export function setOnlyBy(
  owner: object,
  key: PropertyKey,
  trusted: (file: string) => boolean,
  note: () => void,
): void {
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
