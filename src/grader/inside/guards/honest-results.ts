import util from 'node:util'
import { chai } from 'vitest'
import { matchers } from '#lab/report'
import { words } from '../../words/words.ts'

// What a test compares was made by the submission, and might take part in the comparison: an object with a
// method `asymmetricMatch` is asked whether it is equal, and a Proxy may show something else each time.

// Kept: what is imported by name can be replaced.
const { isProxy } = util.types

const { tampering } = words

/** How many objects of a result are looked at. */
const MOST = 100_000

/**
 * Has all matchers look at a result first.
 *
 * @param note told of results that would answer for themselves
 */
export function onlyHonestResults(note: (what: string) => void): void {
  const { prototype } = chai.Assertion as unknown as { prototype: Record<string, unknown> }
  for (const [name, { value: match }] of Object.entries(
    Object.getOwnPropertyDescriptors(prototype),
  )) {
    // The lab's own matchers look at a run, which is the lab's; but for one.
    const looksAtRun = name in matchers && name !== 'toBeLines'
    if (!name.startsWith('to') || typeof match !== 'function' || looksAtRun) continue
    prototype[name] = new Proxy(match, {
      apply(target, self: object, given) {
        const lie = lieIn(chai.util.flag(self as never, 'object'))
        if (lie) {
          note(lie)
          throw new TypeError(lie)
        }
        return Reflect.apply(target, self, given) as unknown
      },
    })
  }
}

/** What is wrong with a result, in a sentence; nothing where it can only be what it is. */
function lieIn(result: unknown): string | undefined {
  const seen = new Set<unknown>()
  const waiting = [result]
  while (waiting.length > 0 && seen.size < MOST) {
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (isProxy(value)) return tampering.proxy
    if ('asymmetricMatch' in value) return tampering.asymmetricMatch
    if (hasWayOfItsOwn(value)) return tampering.ownIterator
    for (const key of Reflect.ownKeys(value)) {
      const { get, value: item } = Reflect.getOwnPropertyDescriptor(value, key) ?? {}
      if (get && isPlain(value)) return tampering.getter(String(key))
      waiting.push(item)
    }
    if (value instanceof Map || value instanceof Set) waiting.push(...[...value].flat())
  }
  return undefined
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null
}

/** Lists, maps and sets are compared item by item, as they give them. */
function hasWayOfItsOwn(value: object): boolean {
  const native = [Array, Map, Set].find(type => value instanceof type)?.prototype as
    | { [Symbol.iterator]: unknown }
    | undefined
  return (
    native !== undefined &&
    (value as { [Symbol.iterator]?: unknown })[Symbol.iterator] !== native[Symbol.iterator]
  )
}
