import { chai } from 'vitest'
import { measure } from '../ground/measure.ts'
import { words } from '../ground/words/words.ts'
import { resultMatchers } from '../report/matchers.ts'

/** How many values are shown of a result, however few were expected. */
const MOST = 2_000
/** How many times more there may be than were expected. */
const TIMES = 10
/** How much of a message is kept, in letters. */
const LONGEST = 20_000

const KEY = Symbol.for('cooperativo.short-failures')

/** Matchers that nothing passes which is much larger than what was expected. */
const COMPARING = ['toBe', 'toEqual', 'toStrictEqual', 'toBeLines']

/**
 * Has every matcher that fails say how large a result is, where it is much larger than what was expected, and not
 * show it: the test runner would print all of it, and look for the difference longer than any test takes.
 */
export function shortenFailures(): void {
  const { prototype } = chai.Assertion as unknown as { prototype: Record<PropertyKey, unknown> }
  // The test runner has one class of assertions, and may load this, and the lab's matchers, for each test file.
  const known = (prototype[KEY] ?? new WeakSet()) as WeakSet<object>
  Object.defineProperty(prototype, KEY, { value: known })
  for (const [name, match] of resultMatchers(prototype)) {
    if (known.has(match)) continue
    const short = new Proxy(match, {
      apply(target, self: object, given: unknown[]) {
        const flag = (key: string) => chai.util.flag(self as never, key) as unknown
        const result = flag('object')
        const isRight = flag('negate') || given.some(each => each === result || isMatcher(each))
        if (COMPARING.includes(name) && !isRight && isTooLarge(result, given)) {
          const text = flag('message')
          const message = tooLarge(result, given)
          throw pointed(new chai.AssertionError(text ? `${text}: ${message}` : message))
        }
        try {
          return Reflect.apply(target, self, given)
        } catch (error) {
          throw pointed(shortened(error, result, given))
        }
      },
    })
    known.add(short)
    prototype[name] = short
  }
}

/** An error whose stack begins in the test: where the test runner shows the line that failed. */
function pointed(error: unknown): unknown {
  if (error instanceof Error) error.stack = error.stack?.replace(OWN_LINES, '')
  return error
}

const OWN_LINES = /\n[^\n]*[\\/]short-failures\.ts:[^\n]*/g

/** Whether a value is, or has, one of those that decide themselves what is equal to them. */
function isMatcher(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || depth > 5) return false
  return 'asymmetricMatch' in value || Object.values(value).some(each => isMatcher(each, depth + 1))
}

function isTooLarge(result: unknown, expected: readonly unknown[]): boolean {
  const wanted = measure(expected, MOST * TIMES)
  const most = Math.max(MOST, TIMES * wanted)
  return wanted <= MOST * TIMES && measure(result, most) > most
}

function tooLarge(result: unknown, [expected]: readonly unknown[]): string {
  const seen = sizeOf(result)
  // What is large about it may be what it has inside.
  const isLong = seen && seen.many > MOST
  return words.matchers.tooLarge({
    seen: isLong ? seen : undefined,
    expected: sizeOf(expected),
  })
}

function shortened(error: unknown, result: unknown, expected: readonly unknown[]): unknown {
  if (!(error instanceof Error)) return error
  const { message } = error
  const isTooDeep = error instanceof RangeError && /call stack/.test(message)
  if (isTooDeep) return new chai.AssertionError(words.matchers.tooDeep())
  const isLarge = isTooLarge(result, expected)
  if (!isLarge && message.length <= LONGEST) return error
  const short = message.slice(0, LONGEST)
  return new chai.AssertionError(isLarge ? `${short}. ${tooLarge(result, expected)}` : short)
}

/** How many there are of what a value obviously has; nothing where that is not so plain. */
function sizeOf(value: unknown): Size | undefined {
  if (typeof value === 'string') return { kind: 'letters', many: value.length }
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value)) {
    return { kind: 'items', many: Number(value.length) }
  }
  if (value instanceof Map || value instanceof Set) return { kind: 'entries', many: value.size }
  return undefined
}

type Size = NonNullable<Parameters<typeof words.matchers.tooLarge>[0]['seen']>
