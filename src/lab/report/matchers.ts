import { textOf } from '../ground/value-text.ts'
import { words } from '../ground/words/words.ts'
import type { Run } from '../run/run.ts'
import { addressOf } from '../servers/routes.ts'
import type { Goal } from './diagnoses/diagnosis.ts'
import type { Told } from './handed-on.ts'
import { messageOf, tell } from './told.ts'
import { addressIn, firstOutOfOrder, peakOf, requestsOf, threadsOf } from './trace-analysis.ts'

interface Verdict {
  readonly pass: boolean
  readonly message: () => string
  /** What the test runner shows the difference of. */
  readonly actual?: unknown
  readonly expected?: unknown
}

/** What the lab adds to `expect`. A matcher that fails prints the numbers, a diagnosis and the timeline. */
export interface LabMatchers<R = unknown> {
  /** The run took exactly so many simulated ms, from the start until the function settled. */
  toTake(ms: number): R
  /**
   * The function rejected with this error, or with one of the same kind and message.
   *
   * @param options.same whether it must be the same object, not one like it
   */
  toRejectWith(error: Error, options?: { readonly same?: boolean }): R
  /** The most requests in flight at once were exactly so many. */
  toPeakAt(requests: number): R
  /**
   * There were requests, all to these addresses, and they started in this order; some of the addresses may
   * be missing. Without addresses: those of the server's routes.
   */
  toStartInOrder(urls?: readonly string[]): R
  /** Exactly so many threads were started. */
  toStartThreads(threads: number): R
  /** The main thread's loop never stood still for longer than `within` ms (default 0). */
  toKeepTheLoopFree(options?: { readonly within?: number }): R
  /** When the function settled, no timer, no request and no thread of its was left. */
  toLeaveNothingBehind(): R
  /** For lists of text, whatever they tell: a failure begins with the first line that is not right. */
  toBeLines(expected: readonly string[]): R
}

export const matchers = {
  toTake(run: unknown, ms: number): Verdict {
    checkRun(run, 'toTake')
    checkNumber(ms, 'toTake')
    const facts = { expected: ms, seen: run.elapsed }
    return verdict(run, {
      by: 'toTake',
      pass: run.elapsed === ms,
      goal: { elapsed: ms },
      facts,
      text: not => words.matchers.toTake({ not, ...facts }),
    })
  },

  toRejectWith(run: unknown, error: Error, { same = false } = {}): Verdict {
    checkRun(run, 'toRejectWith')
    if (!(error instanceof Error)) throw new TypeError(words.matchers.needsError())
    const { outcome } = run
    const how = outcome.status === 'fulfilled' ? 'resolved' : outcome.crash ? 'crashed' : 'rejected'
    const seen = outcome.status === 'rejected' ? outcome.reason : outcome.value
    const isSame = how === 'rejected' && seen === error
    const isCopy = how === 'rejected' && !isSame && isLike(seen, error)
    const facts = { expected: textOf(error), how, isCopy, seen: textOf(seen) } as const
    return verdict(run, {
      by: 'toRejectWith',
      pass: isSame || (isCopy && !same),
      goal: {},
      facts,
      text: not => words.matchers.toRejectWith({ not, ...facts }),
    })
  },

  toPeakAt(run: unknown, requests: number): Verdict {
    checkRun(run, 'toPeakAt')
    checkNumber(requests, 'toPeakAt')
    const facts = { expected: requests, seen: peakOf(requestsOf(run.trace)) }
    return verdict(run, {
      by: 'toPeakAt',
      pass: facts.seen === requests,
      goal: { peak: requests },
      facts,
      text: not => words.matchers.toPeakAt({ not, ...facts }),
    })
  },

  toStartInOrder(run: unknown, urls?: readonly string[]): Verdict {
    checkRun(run, 'toStartInOrder')
    const keys = urls ?? Object.keys(run.server)
    if (!Array.isArray(keys) || !keys.every(isAddress)) {
      throw new TypeError(words.matchers.needsAddresses())
    }
    const order = keys.map(addressOf)
    const requests = requestsOf(run.trace)
    const places = requests.map(span => order.indexOf(addressIn(span)) + 1)
    const sorted = firstOutOfOrder(requests, places) < 0
    return verdict(run, {
      by: 'toStartInOrder',
      pass: sorted && places.length > 0 && !places.includes(0),
      goal: { order },
      facts: { seen: places },
      text: not => words.matchers.toStartInOrder({ not, seen: places }),
    })
  },

  toStartThreads(run: unknown, threads: number): Verdict {
    checkRun(run, 'toStartThreads')
    checkNumber(threads, 'toStartThreads')
    const facts = { expected: threads, seen: threadsOf(run.trace).length }
    return verdict(run, {
      by: 'toStartThreads',
      pass: facts.seen === threads,
      goal: { threads },
      facts,
      text: not => words.matchers.toStartThreads({ not, ...facts }),
    })
  },

  toKeepTheLoopFree(run: unknown, options: { within?: number } = {}): Verdict {
    checkRun(run, 'toKeepTheLoopFree')
    if (typeof options !== 'object' || options === null) {
      throw new TypeError(words.matchers.needsWithin())
    }
    const { within = 0 } = options
    checkNumber(within, 'toKeepTheLoopFree')
    const { lag, blocked } = run
    const facts = { expected: within, lag, blocked }
    return verdict(run, {
      by: 'toKeepTheLoopFree',
      pass: Math.max(lag, blocked) <= within,
      goal: { blocked: within },
      facts,
      text: not => words.matchers.toKeepTheLoopFree({ not, ...facts }),
    })
  },

  toLeaveNothingBehind(run: unknown): Verdict {
    checkRun(run, 'toLeaveNothingBehind')
    const left = run.left.map(({ label }) => label)
    return verdict(run, {
      by: 'toLeaveNothingBehind',
      pass: left.length === 0,
      goal: {},
      facts: { left },
      text: not => words.matchers.toLeaveNothingBehind({ not, left }),
    })
  },

  toBeLines(lines: unknown, expected: readonly string[]): Verdict {
    if (!Array.isArray(lines)) {
      const seen = lines === undefined ? undefined : textOf(lines)
      return { pass: false, message: () => words.matchers.noLines({ seen }) }
    }
    const [shorter, longer] = [lines.length, expected.length].sort((a, b) => a - b)
    const differs = expected.findIndex((line, index) => lines[index] !== line)
    const at = differs < 0 && shorter !== longer ? (shorter as number) : differs
    const shown = (list: readonly unknown[]) => (at < list.length ? textOf(list[at]) : undefined)
    const message = () =>
      words.matchers.toBeLines({ line: at + 1, expected: shown(expected), seen: shown(lines) })
    return { pass: at < 0, message, actual: lines, expected }
  },
}

const reported = new WeakMap<Run, Told>()

/** What a matcher has told of a run, if one has: once is enough. */
export function toldOf(run: Run): Told | undefined {
  return reported.get(run)
}

/** A matcher's name, its goal, and what it says where the run is another than it should be. */
interface Judged {
  readonly by: keyof typeof words.matchers
  readonly pass: boolean
  readonly goal: Goal
  readonly facts: object
  readonly text: (not: '' | 'not ') => string
}

function verdict(run: Run, { by, pass, goal, facts, text }: Judged): Verdict {
  const message = () => {
    const own = text(pass ? 'not ' : '')
    const told = tell(run, own, pass ? {} : goal, { name: by, facts })
    reported.set(run, told)
    return messageOf(told, run)
  }
  return { pass, message }
}

function isLike(one: unknown, other: Error): boolean {
  return one instanceof Error && one.name === other.name && one.message === other.message
}

function isAddress(key: unknown): key is string {
  return typeof key === 'string' && URL.canParse(key.split(' ').at(-1) ?? '')
}

function checkRun(run: unknown, matcher: string): asserts run is Run {
  if (typeof run === 'object' && run !== null && 'trace' in run && 'elapsed' in run) return
  throw new TypeError(words.matchers.needsRun({ matcher }))
}

function checkNumber(value: number, matcher: string): void {
  if (Number.isFinite(value) && value >= 0) return
  throw new TypeError(words.matchers.needsNumber({ matcher, value }))
}

type Matcher = (...given: unknown[]) => unknown

/**
 * The matchers that look at a result, for whoever puts others in their places. Those that look at a run are the lab's,
 * and never compare or show all of it; but for one.
 *
 * @param prototype that of the assertions
 */
export function resultMatchers(prototype: object): [name: string, match: Matcher][] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(
    ([name, { value }]) => {
      const looksAtRun = name in matchers && name !== 'toBeLines'
      const isMatcher = name.startsWith('to') && typeof value === 'function'
      return isMatcher && !looksAtRun ? [[name, value as Matcher]] : []
    },
  )
}
