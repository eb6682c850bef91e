import type { Span } from '../../ground/trace.ts'
import { type Diagnosis, found } from './diagnosis.ts'

/** How timers that repeat were cleared, if they were. */

/** A timer that repeats, from when it was set until it was cleared. */
interface Interval extends Pick<Span, 'label' | 'from' | 'to' | 'opened' | 'closed'> {
  readonly fired: number
  /** Cleared by its own callback, too: then its last span has fired. */
  readonly isCleared: boolean
  /** When it should have fired first, in ms. */
  readonly due: number
  /** Its periods. */
  readonly spans: readonly Span[]
}

const clearedAtOnce: Diagnosis = ({ trace, elapsed }) => {
  const intervals = intervalsIn(trace)
  const [first] = intervals
  if (!first || !intervals.every(wasInVain) || elapsed <= first.due) return undefined
  const facts = { label: first.label, ms: first.to, last: elapsed }
  return found('intervalClearedAtOnce', facts, first.spans)
}

/** A variable holds one timer, the latest: of several that run at the same time the others can't be cleared. */
const oneVariable: Diagnosis = ({ trace }) => {
  const intervals = intervalsIn(trace)
  const lost = intervals.filter(
    one => !one.isCleared && intervals.some(other => outlived(one, other)),
  )
  const replaced = intervals.filter(
    one => wasInVain(one) && intervals.some(other => other.fired > 0 && follows(other, one)),
  )
  const [first] = lost.length > 0 ? lost : replaced
  if (!first) return undefined
  return found(
    'oneVariableForIntervals',
    {
      label: first.label,
      many: intervals.length,
      lost: lost.length,
      replaced: replaced.length,
    },
    intervals.flatMap(({ spans }) => spans),
  )
}

/** What is unref'd is not left when all else is done, so it is found in the trace alone. */
const onlyUnreferenced: Diagnosis = ({ trace, outcome, left, ended }) => {
  const open = intervalsIn(trace).filter(({ isCleared }) => !isCleared)
  const isLeft = left.some(({ kind }) => kind === 'interval')
  const [first] = open
  if (!first || isLeft || (outcome.status === 'rejected' && outcome.crash)) return undefined
  return found('intervalUnreferenced', { label: first.label, ms: ended }, first.spans)
}

const leftRunning: Diagnosis = ({ elapsed, left, trace }) => {
  const interval = left.find(({ kind }) => kind === 'interval')
  if (!interval) return undefined
  const { label, ended } = interval
  const late = trace.filter(({ kind, to }) => kind === 'interval' && to > elapsed)
  return found('intervalLeft', { label, ms: elapsed, last: ended ?? undefined }, late)
}

/** One of them is enough: each has the cause of the next. */
export const intervalMistaken: Diagnosis = (run, goal) =>
  [clearedAtOnce, oneVariable, onlyUnreferenced, leftRunning]
    .map(diagnosis => diagnosis(run, goal))
    .find(finding => finding !== undefined)

/** The timers that repeat: each has a span for each of its periods. */
function intervalsIn(trace: readonly Span[]): Interval[] {
  const periods = trace.filter(({ kind }) => kind === 'interval')
  return [...Map.groupBy(periods, span => span.track).values()].map(spans => {
    const [first, last] = [spans[0] as Span, spans.at(-1) as Span]
    const { label, from, opened, due = 0 } = first
    const fired = spans.filter(({ outcome }) => outcome === 'done').length
    const isCleared = last.outcome !== 'open'
    const { to, closed } = last
    return { label, from, opened, due, to, closed, fired, isCleared, spans }
  })
}

/** Whether it was cleared at the instant at which it was set. */
function wasInVain({ isCleared, fired, from, to }: Interval): boolean {
  return isCleared && fired === 0 && from === to
}

/** Whether one still ran when another, set later, was cleared. */
function outlived(one: Interval, other: Interval): boolean {
  return other.isCleared && other.opened > one.opened && other.from < one.to
}

/** Whether one was set when another was cleared. */
function follows(one: Interval, other: Interval): boolean {
  return one.from === other.to && one.opened > other.closed
}
