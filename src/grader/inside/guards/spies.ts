import { vi } from 'vitest'
import { words } from '../../words/words.ts'
import { callerOf } from './hidden.ts'

// A test hands spies to a submission, and asks them afterwards how they were called. They say so to everybody,
// and forget it for everybody: here only for tests and for packages.

type Any = (...args: never[]) => unknown

const spies = new WeakSet<object>()

/** Whether a function is a spy of the tests. */
export function isSpy(value: unknown): boolean {
  return typeof value === 'function' && spies.has(value)
}

/**
 * Has spies keep to themselves what they remember.
 *
 * @param trusted tells by its path or URL whether a file may see it
 * @param note told of whoever else asks
 */
export function guardSpies(trusted: (file: string) => boolean, note: (what: string) => void): void {
  const { fn, spyOn } = vi as unknown as Record<'fn' | 'spyOn', (...args: unknown[]) => Any>
  Object.assign(vi, {
    fn: (...args: unknown[]) => guarded(fn(...args)),
    spyOn: (owner: Record<string, unknown>, name: string, ...access: unknown[]) => {
      const spy = guarded(spyOn(owner, name, ...access))
      if (access.length === 0) owner[name] = spy
      return spy
    },
  })

  function guarded(spy: Any): Any {
    const quiet = new Proxy(spy, {
      get: (target, key) => {
        check(key, callerOf(1))
        return Reflect.get(target, key) as unknown
      },
      getOwnPropertyDescriptor: (target, key) => {
        check(key, callerOf(1))
        return Reflect.getOwnPropertyDescriptor(target, key)
      },
    })
    spies.add(quiet)
    return quiet
  }

  function check(key: PropertyKey, file: string): void {
    if (!/mock/i.test(String(key)) || trusted(file)) return
    const what = words.tampering.readSpy
    note(what)
    throw new TypeError(what)
  }
}
