import type { Goal } from './diagnoses.ts'
import { report } from './report.ts'
import type { Run } from './simulate.ts'
import { peakOf, requestsOf } from './trace.ts'
import { count, plural } from './words.ts'

interface Verdict {
  readonly pass: boolean
  readonly message: () => string
  readonly actual?: unknown
  readonly expected?: unknown
}

/** What the lab adds to `expect`. A matcher that fails prints the numbers, a diagnosis and the timeline. */
export interface LabMatchers<R = unknown> {
  /** The run took exactly so many simulated ms, from the start until the function settled. */
  toTake(ms: number): R
  /** So many requests were in flight at once at the most, and never more. */
  toPeakAt(requests: number): R
  /** Requests started in the order of these addresses; without any, in that of the server's routes. */
  toStartInOrder(urls?: readonly string[]): R
  /** The main thread's loop never stood still for longer than `within` ms (default 0). */
  toKeepTheLoopFree(options?: { readonly within?: number }): R
  /** When the function settled, no timer and no request of its was left. */
  toLeaveNothingBehind(): R
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
      `expected ${not}at most ${plural(requests, 'request')} in flight at once`,
      `there were ${count(peak)}`,
    ])
  },

  toStartInOrder(run: unknown, urls?: readonly string[]): Verdict {
    checkRun(run, 'toStartInOrder')
    const order =
      urls ?? Object.keys(run.server).map(key => new URL(key.split(' ').at(-1) ?? '').href)
    const places = requestsOf(run.trace).map(({ url }) => order.indexOf(url as string))
    const inOrder = places.every(
      (place, index) => index === 0 || place >= (places[index - 1] as number),
    )
    return verdict(run, inOrder, { order }, not => [
      `expected the requests ${not}to start in order`,
      `they started as ${places.map(place => place + 1).join(', ')}`,
    ])
  },

  toKeepTheLoopFree(run: unknown, { within = 0 }: { within?: number } = {}): Verdict {
    checkRun(run, 'toKeepTheLoopFree')
    checkNumber(within, 'toKeepTheLoopFree')
    const longest = Math.max(run.lag, run.blocked)
    return verdict(run, longest <= within, { blocked: within }, not => [
      `expected the loop ${not}to be blocked for ${count(within)} ms at the most`,
      `it was blocked for ${count(longest)} ms`,
    ])
  },

  toLeaveNothingBehind(run: unknown): Verdict {
    checkRun(run, 'toLeaveNothingBehind')
    const names = run.left.slice(0, 5).map(({ label }) => label)
    const more =
      run.left.length > names.length ? `, and ${run.left.length - names.length} more` : ''
    return verdict(run, run.left.length === 0, {}, not => [
      `expected ${not}nothing to be left when the function settled`,
      names.length === 0 ? 'nothing was' : `these were: ${names.join(', ')}${more}`,
    ])
  },
}

type Words = (not: '' | 'not ') => [expected: string, seen: string]

function verdict(run: Run, pass: boolean, goal: Goal, words: Words): Verdict {
  const message = () => {
    const [expected, seen] = words(pass ? 'not ' : '')
    return `${expected}, but ${seen}\n\n${report(run, pass ? {} : goal)}`.trimEnd()
  }
  return { pass, message }
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
