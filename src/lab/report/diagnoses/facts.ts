import type { Span } from '../../ground/trace.ts'
import { requestsOf, workOf } from '../trace-analysis.ts'
import type { Goal } from './diagnosis.ts'

// What several diagnoses ask of a run.

/** True where the goal is less time, or more requests at once, than there were. */
export function wantsMore(goal: Goal, elapsed: number, peak: number): boolean {
  return (goal.elapsed ?? elapsed) < elapsed || (goal.peak ?? peak) > peak
}

/** What a goal speaks of: a peak is one of requests, a time is also one of timers. */
export function workFor(goal: Goal, trace: readonly Span[]): Span[] {
  return goal.peak === undefined ? workOf(trace) : requestsOf(trace)
}

export function nounFor([first]: readonly Span[]): 'request' | 'timer' {
  return first?.kind === 'timer' ? 'timer' : 'request'
}

/** The times of some spans added up, in ms. */
export function total(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** For how long at least one of some spans was open, in ms. */
export function covered(spans: readonly Span[]): number {
  let end = 0
  let sum = 0
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return sum
}

/** The largest of many numbers; 0 of none. */
export function latest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), 0)
}
