import util from 'node:util'
import { vi } from 'vitest'
import { words } from '../../words/words.ts'
import { callerOf } from './hidden.ts'
import { isOfSubmission, isRunner, isTest } from './import-hooks.ts'

// A test hands spies to a submission, and asks them afterwards how they were called. They would say so to everybody,
// and forget it for everybody. What is handed out here only calls the spy, and answers to tests alone.

type Any = (...args: unknown[]) => unknown

const { readSpy } = words.tampering
const spies = new WeakSet<object>()

/** Whether a function is a spy of the tests. */
export function isSpy(value: unknown): boolean {
  return typeof value === 'function' && spies.has(value)
}

/**
 * Has spies keep to themselves what they remember.
 *
 * @param note told of a submission that wants to know or to change it
 */
export function guardSpies(note: (what: string) => void): void {
  const { fn, spyOn } = vi as unknown as Record<'fn' | 'spyOn', (...args: unknown[]) => Any>
  Object.assign(vi, {
    fn: (...args: unknown[]) => closed(fn(...args), note),
    spyOn: (owner: Record<string, unknown>, name: string, ...access: unknown[]) => {
      const spy = closed(spyOn(owner, name, ...access), note)
      if (access.length === 0) owner[name] = spy
      return spy
    },
  })
}

/** Stands for a spy: nothing leads from here to it, and nothing about it can be changed. */
function closed(spy: Any, note: (what: string) => void): Any {
  const shell = nothing()
  const stand: Any = new Proxy(shell, {
    apply: (_shell, self, args) => Reflect.apply(spy, self, args) as unknown,
    construct: (_shell, args) => Reflect.construct(spy, args) as object,
    get: (_shell, key) => {
      if (key === 'prototype') return shell.prototype as unknown
      if (!isOfSpies(key)) return Reflect.get(spy, key) as unknown
      return mayAsk(key) ? answer(key) : undefined
    },
    getOwnPropertyDescriptor: (_shell, key) => {
      if (isOfSpies(key)) mayAsk(key)
      return Reflect.getOwnPropertyDescriptor(shell, key)
    },
    set: (_shell, key) => refuse(key),
    defineProperty: (_shell, key) => refuse(key),
    deleteProperty: (_shell, key) => refuse(key),
    setPrototypeOf: () => refuse('mock'),
  })
  spies.add(stand)
  return stand

  /** What a spy remembers, as it is now; its methods, for tests only whenever they are called. */
  function answer(key: PropertyKey): unknown {
    const value = Reflect.get(spy, key) as unknown
    if (key === 'mock') return copied(value as object)
    if (typeof value !== 'function') return value
    return (...args: unknown[]) => {
      if (!mayAsk(key)) return undefined
      const result = Reflect.apply(value, spy, args) as unknown
      return result === spy ? stand : result
    }
  }

  /** The function that asks is two calls away from here. */
  function mayAsk(key: PropertyKey): boolean {
    const { file } = callerOf(2)
    if (isTest(file) || isRunner(file)) return true
    const isOthers = !isOfSubmission(file)
    if (!isOthers) note(readSpy)
    // A test's `using` may be a helper's of who has translated it.
    return isOthers && isDispose(key)
  }

  /** A function that nobody can change, like any that is frozen; but not what shows what it is made of. */
  function refuse(key: PropertyKey): false {
    if (isOfSpies(key) || key === util.inspect.custom) note(readSpy)
    return false
  }
}

function isOfSpies(key: PropertyKey): boolean {
  return /mock/i.test(String(key)) || isDispose(key)
}

function isDispose(key: PropertyKey): boolean {
  return key === Symbol.dispose || key === Symbol.asyncDispose
}

/** A function that can be called with `new`, too, and says nothing of itself: what it says would have to be so. */
function nothing() {
  const shell: { (): void; name?: string; length?: number; prototype?: unknown } =
    function shell() {}
  delete shell.name
  delete shell.length
  return Object.freeze(shell) as Any & { readonly prototype: unknown }
}

/** With lists of its own: who has it changes nothing. */
function copied(mock: object): object {
  const entries = Object.entries(Object.getOwnPropertyDescriptors(mock)).map(
    ([key, { value, get }]) => {
      const own: unknown = get ? get.call(mock) : value
      return [
        key,
        Array.isArray(own) ? own.map(each => (Array.isArray(each) ? [...each] : each)) : own,
      ]
    },
  )
  return Object.freeze(Object.fromEntries(entries) as object)
}
