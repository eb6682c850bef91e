import { count, plural, textOf } from '../ground/text.ts'
import type { Run } from '../run/run.ts'
import { addressOf } from '../servers/routes.ts'
import type { Goal } from './diagnoses/diagnosis.ts'
import { report } from './report.ts'
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
    return verdict(run, run.elapsed === ms, { elapsed: ms }, not => [
      `expected the run ${not}to take ${count(ms)} ms`,
      `it took ${count(run.elapsed)} ms`,
    ])
  },

  toPeakAt(run: unknown, requests: number): Verdict {
    checkRun(run, 'toPeakAt')
    checkNumber(requests, 'toPeakAt')
    const peak = peakOf(requestsOf(run.trace))
    return verdict(run, peak === requests, { peak: requests }, not => [
      `expected ${not}a peak of ${plural(requests, 'request')} in flight at once`,
      `there ${peak === 1 ? 'was' : 'were'} ${count(peak)}`,
    ])
  },

  toStartInOrder(run: unknown, urls?: readonly string[]): Verdict {
    checkRun(run, 'toStartInOrder')
    const keys = urls ?? Object.keys(run.server)
    if (!Array.isArray(keys) || !keys.every(isAddress)) {
      throw new TypeError('expect(run).toStartInOrder() takes a list of addresses, or nothing.')
    }
    const order = keys.map(addressOf)
    const requests = requestsOf(run.trace)
    const places = requests.map(span => order.indexOf(addressIn(span)) + 1)
    const sorted = firstOutOfOrder(requests, places) < 0
    const pass = sorted && places.length > 0 && !places.includes(0)
    return verdict(run, pass, { order }, not => [
      `expected the requests ${not}to start in order`,
      places.length > 0 ? `they started as ${places.join(', ')}` : 'there were none',
    ])
  },

  toStartThreads(run: unknown, threads: number): Verdict {
    checkRun(run, 'toStartThreads')
    checkNumber(threads, 'toStartThreads')
    const started = threadsOf(run.trace).length
    return verdict(run, started === threads, { threads }, not => [
      `expected ${not}${plural(threads, 'thread')} to be started`,
      `there ${started === 1 ? 'was' : 'were'} ${count(started)}`,
    ])
  },

  toKeepTheLoopFree(run: unknown, options: { within?: number } = {}): Verdict {
    checkRun(run, 'toKeepTheLoopFree')
    if (typeof options !== 'object' || options === null) {
      throw new TypeError('expect(run).toKeepTheLoopFree() takes { within: ms }, or nothing.')
    }
    const { within = 0 } = options
    checkNumber(within, 'toKeepTheLoopFree')
    const { lag, blocked } = run
    // Several blocks in a row keep a timer waiting for longer than any of them.
    const seen =
      lag > blocked
        ? `a timer that was due had to wait for ${count(lag)} ms`
        : `it was blocked for ${count(blocked)} ms`
    return verdict(run, Math.max(lag, blocked) <= within, { blocked: within }, not => [
      `expected the loop ${not}to be blocked for ${count(within)} ms at the most`,
      seen,
    ])
  },

  toLeaveNothingBehind(run: unknown): Verdict {
    checkRun(run, 'toLeaveNothingBehind')
    const names = run.left.slice(0, 5).map(({ label }) => label)
    const more = run.left.length - names.length
    const left = `${names.join(', ')}${more > 0 ? `, and ${count(more)} more` : ''}`
    return verdict(run, run.left.length === 0, {}, not => [
      `expected ${not ? 'something' : 'nothing'} to be left when the function settled`,
      names.length === 0 ? 'nothing was' : `these were: ${left}`,
    ])
  },

  toBeLines(lines: unknown, expected: readonly string[]): Verdict {
    if (!Array.isArray(lines)) {
      const message = () =>
        `expected lines of text, but there ${lines === undefined ? 'are none' : `is ${textOf(lines)}`}`
      return { pass: false, message }
    }
    const [shorter, longer] = [lines.length, expected.length].sort((a, b) => a - b)
    const differs = expected.findIndex((line, index) => lines[index] !== line)
    const at = differs < 0 && shorter !== longer ? (shorter as number) : differs
    const shown = (list: readonly unknown[]) =>
      at < list.length ? `'${textOf(list[at])}'` : 'nothing'
    const message = () =>
      at < 0
        ? 'expected other lines than these'
        : `line ${at + 1}: ${shown(expected)} expected, ${shown(lines)} received`
    return { pass: at < 0, message, actual: lines, expected }
  },
}

type Words = (not: '' | 'not ') => [expected: string, seen: string]

const reported = new WeakSet<Run>()

/** Whether a matcher has told of a run already: once is enough. */
export function wasReported(run: Run): boolean {
  return reported.has(run)
}

function verdict(run: Run, pass: boolean, goal: Goal, words: Words): Verdict {
  const message = () => {
    reported.add(run)
    const [expected, seen] = words(pass ? 'not ' : '')
    return `${expected}, but ${seen}\n\n${report(run, pass ? {} : goal)}`.trimEnd()
  }
  return { pass, message }
}

function isAddress(key: unknown): key is string {
  return typeof key === 'string' && URL.canParse(key.split(' ').at(-1) ?? '')
}

function checkRun(run: unknown, matcher: string): asserts run is Run {
  if (typeof run === 'object' && run !== null && 'trace' in run && 'elapsed' in run) return
  throw new TypeError(
    `expect(run).${matcher}() takes what simulate() or observe() answered, awaited.`,
  )
}

function checkNumber(value: number, matcher: string): void {
  if (Number.isFinite(value) && value >= 0) return
  throw new TypeError(`expect(run).${matcher}() takes a number, 0 or more; it was given ${value}.`)
}
