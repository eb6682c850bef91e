import util from 'node:util'
import { afterEach, chai } from 'vitest'
import { resultMatchers } from '#lab/report'
import { words } from '../../words/words.ts'

// What a test compares was made by the submission, and might take part in the comparison: an object with a
// method `asymmetricMatch` is asked whether it is equal, and a Proxy may show something else each time. Such a result
// is no proof of anything, and whoever has returned it may have meant well: the test fails, and says what it is.

// Kept: what is imported by name can be replaced.
const { isProxy } = util.types

const { results } = words

/** How many values of a result are looked at. */
const MOST = 100_000
/** How many properties an error has at most. */
const MOST_OF_AN_ERROR = 50

/** A result that is not only what it is. Its name tells the grader that its message is the reason. */
class NoPlainResult extends TypeError {
  override name = 'NoPlainResult'
}

/** Has all matchers look at a result first, and pass none that could answer for itself. */
export function onlyHonestResults(): void {
  const { prototype } = chai.Assertion as unknown as { prototype: Record<string, unknown> }
  let refused: NoPlainResult | undefined
  const refuse = (why: string) => {
    refused ??= new NoPlainResult(why)
    return refused
  }
  for (const [name, match] of resultMatchers(prototype)) {
    prototype[name] = new Proxy(match, {
      apply(target, self: object, given: unknown[]) {
        const why = whyNotPlain(chai.util.flag(self as never, 'object'))
        if (why?.lies) throw refuse(why.sentence)
        const answer = Reflect.apply(target, self, given)
        // A result that is wrong anyway has been told so by now.
        if (why) throw refuse(why.sentence)
        return answer
      },
    })
  }
  afterEach(({ task }) => {
    const why = refused
    refused = undefined
    // Whoever has called a test's function may have caught what it threw.
    if (why && task.result?.state !== 'fail') throw why
  })
}

interface Why {
  readonly sentence: string
  /** Whether the comparison itself must not see it. Otherwise it fails in its own words, if it does. */
  readonly lies: boolean
}

/** What is wrong with a result; nothing where it can only be what it is. */
function whyNotPlain(result: unknown): Why | undefined {
  const tooLarge: Why = { sentence: results.tooLarge(MOST), lies: false }
  const seen = new Set<unknown>()
  const waiting = [result]
  for (let count = 0; waiting.length > 0; count++) {
    if (count + waiting.length > MOST) return tooLarge
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    const why = whyNotItself(value)
    if (why) return why
    // They have nothing but numbers, and more of them than can be listed.
    if (ArrayBuffer.isView(value)) continue
    // Nor does the runner print an error with all that somebody has hung on it.
    if (value instanceof Error && Reflect.ownKeys(value).length > MOST_OF_AN_ERROR)
      return { ...tooLarge, lies: true }
    const isCollection = value instanceof Map || value instanceof Set
    if ((Array.isArray(value) ? value.length : isCollection ? value.size : 0) > MOST)
      return tooLarge
    for (const key of Reflect.ownKeys(value)) {
      const { get, value: item } = Reflect.getOwnPropertyDescriptor(value, key) ?? {}
      // The engine's own.
      const isStack = key === 'stack' && value instanceof Error
      if (get && !isStack) return { sentence: results.getter(String(key)), lies: true }
      waiting.push(item)
    }
    if (isCollection) for (const entry of value) waiting.push(entry)
  }
  return undefined
}

/** The same of one value, without what it has inside. */
function whyNotItself(value: object): Why | undefined {
  for (let each: object | null = value; each; each = Object.getPrototypeOf(each) as object | null) {
    if (isProxy(each)) return { sentence: results.proxy, lies: true }
  }
  if ('asymmetricMatch' in value) return { sentence: results.asymmetricMatch, lies: true }
  const kind = KINDS.find(({ type }) => value instanceof type)
  if (!kind) return undefined
  const { prototype } = kind.type
  const own = CALLED.find(key => key in prototype && ownerOf(value, key) !== prototype)
  if (own === undefined) return undefined
  // A class that only looks things up in its own way is honest in most cases, and then it is another result.
  return { sentence: results.ownWay(kind.what), lies: own === Symbol.iterator || own === 'size' }
}

/** They are compared item by item, as they give them. */
const KINDS = [
  { type: Array, what: 'array' },
  { type: Map, what: 'Map' },
  { type: Set, what: 'Set' },
] as const

/** What a comparison calls. */
const CALLED = [Symbol.iterator, 'size', 'has', 'get'] as const

function ownerOf(value: object, key: PropertyKey): object | null {
  let owner: object | null = value
  while (owner && !Object.hasOwn(owner, key)) owner = Object.getPrototypeOf(owner) as object | null
  return owner
}
