import { Deadlock } from '../../ground/errors.ts'
import type { Span } from '../../ground/trace.ts'
import { threadsOf } from '../trace-analysis.ts'
import { type Diagnosis, found } from './diagnosis.ts'

/** What can be told of memory that threads share: see diagnose.ts. */

const MANY_REFUSALS = 100
const MANY_NAPS = 3

const neverNotified: Diagnosis = ({ outcome, trace }) => {
  if (outcome.status === 'fulfilled' || !(outcome.reason instanceof Deadlock)) return undefined
  const waited = cellsWaitedOn(outcome.reason)
  const notified = new Set(
    accessesIn(trace).flatMap(({ name, cell }) => (name === 'notify' ? cell : [])),
  )
  if (waited.size === 0 || threadsOf(trace).length === 0) return undefined
  if (!waited.isDisjointFrom(notified)) return undefined
  return notified.size > 0
    ? found('notifiedElsewhere', { notified: [...notified], waited: [...waited] })
    : found('neverNotified', {})
}

/** Between a notify and the change that it should have told of, somebody went to sleep on the old value. */
const notifiedTooEarly: Diagnosis = ({ trace }) => {
  const accesses = accessesIn(trace)
  for (const { span, cell } of accesses.filter(({ name }) => name === 'notify')) {
    const own = accesses.filter(other => other.span.track === span.track)
    const before = own.findLast(other => other.span.opened < span.opened)
    const after = own.find(other => other.span.opened > span.opened && other.cell === cell)
    if (!after || !isWrite(after) || (before?.cell === cell && isWrite(before))) continue
    const sleeper = trace.find(
      other =>
        isSleep(other) && other.track !== span.track && isWithin(other.opened, span, after.span),
    )
    if (!sleeper) continue
    const isNews = (other: Access) => other.cell === cell && isWrite(other)
    if (accesses.some(other => isNews(other) && isWithin(other.span.opened, span, sleeper)))
      continue
    return found(
      'notifiedTooEarly',
      {
        who: span.track,
        cell,
        change: after.span.label,
        sleeper: sleeper.track,
      },
      [span, sleeper, after.span],
    )
  }
  return undefined
}

/** Being woken is no promise: another may have come first. */
const tookWithoutLooking: Diagnosis = ({ trace }) => {
  const accesses = accessesIn(trace)
  for (const sleep of trace.filter(span => isSleep(span) && span.outcome === 'done')) {
    const first = accesses.find(
      ({ span }) => span.track === sleep.track && span.opened > sleep.closed,
    )
    if (!first || (first.name !== 'store' && first.name !== 'sub')) continue
    const before = accesses.filter(
      other => other.cell === first.cell && other.span.opened < first.span.opened,
    )
    const wakeUp = before.findLast(
      ({ name, span }) => name === 'notify' && span.opened < sleep.closed,
    )
    const between = before.find(
      other =>
        isWrite(other) &&
        other.span.track !== sleep.track &&
        other.span.opened > (wakeUp?.span.opened ?? Number.POSITIVE_INFINITY),
    )
    if (!between) continue
    return found(
      'tookWithoutLooking',
      {
        who: sleep.track,
        cell: first.cell,
        access: first.span.label,
        other: between.span.track,
        first: between.span.label,
      },
      [sleep, between.span, first.span],
    )
  }
  return undefined
}

const wokeTooMany: Diagnosis = ({ trace }) => {
  const sleeps = trace.filter(isSleep)
  for (const { span } of accessesIn(trace).filter(({ name }) => name === 'notify')) {
    const woken = sleeps.filter(
      ({ opened, closed, to }) => opened < span.opened && closed > span.opened && to === span.from,
    )
    const again = sleeps.find(
      sleep =>
        sleep.from === span.from &&
        woken.some(({ track, closed }) => track === sleep.track && closed < sleep.opened),
    )
    const [, woke = '0'] = /woke (\d+)$/.exec(span.label) ?? []
    if (Number(woke) < 2 || !again) continue
    return found(
      'wokeTooMany',
      {
        who: span.track,
        many: Number(woke),
        ms: span.from,
        again: again.track,
      },
      [span, ...woken, again],
    )
  }
  return undefined
}

/** Sleeps that were over without a notify: the thread looks again and again. */
const asksAgainAndAgain: Diagnosis = ({ trace }) => {
  const wakeUps = new Set(
    accessesIn(trace).flatMap(({ name, span }) =>
      name === 'notify' && !span.label.endsWith('woke 0') ? span.from : [],
    ),
  )
  const naps = trace.filter(
    span =>
      isSleep(span) && span.outcome === 'done' && span.to > span.from && !wakeUps.has(span.to),
  )
  const [[track, all] = ['', []]] = [...Map.groupBy(naps, span => span.track)].sort(
    ([, a], [, b]) => b.length - a.length,
  )
  if (all.length < MANY_NAPS) return undefined
  return found('asksAgainAndAgain', { who: track, many: all.length }, all)
}

const refusedToWait: Diagnosis = ({ trace }) => {
  const refusals = trace.filter(({ label }) => REFUSED.test(label))
  const [first] = refusals
  if (!first || refusals.length < MANY_REFUSALS) return undefined
  return found('refusedToWait', { cell: REFUSED.exec(first.label)?.[1] ?? '' })
}

const REFUSED = /^wait (\S+): not-equal$/

const lostUpdate: Diagnosis = ({ trace }) => {
  const seen = new Map<string, Span>()
  const accesses = accessesIn(trace)
  const sleeps = trace.filter(isSleep)
  for (const [index, { span, name, cell }] of accesses.entries()) {
    const key = `${span.track} ${cell}`
    const load = seen.get(key)
    if (name === 'load') seen.set(key, span)
    // Any other access but a notify tells its thread anew what is in the cell, and so does waiting.
    else if (name !== 'notify') seen.delete(key)
    if (name !== 'store' || !load) continue
    if (sleeps.some(({ track, opened }) => track === span.track && isWithin(opened, load, span)))
      continue
    const between = accesses
      .slice(0, index)
      .find(other => other.cell === cell && isWrite(other) && other.span.opened > load.opened)
    if (!between || between.span.track === span.track) continue
    return found(
      'lostUpdate',
      {
        who: span.track,
        read: load.label.replace(/^load /, '').replace(': ', ' = '),
        other: between.span.track,
        between: between.span.label,
        write: span.label,
        isLock: accesses.some(access => access.name === 'notify' && access.cell === cell),
      },
      [load, between.span, span],
    )
  }
  return undefined
}

export const MEMORY_DIAGNOSES: readonly Diagnosis[] = [
  neverNotified,
  notifiedTooEarly,
  tookWithoutLooking,
  wokeTooMany,
  asksAgainAndAgain,
  refusedToWait,
  lostUpdate,
]

/** Whether memory was looked at or changed: threads that share it need no messages to share their work. */
export function isAccess({ kind }: Span): boolean {
  return kind === 'atomics'
}

/** Whether a thread slept until another one woke it: then threads wait for memory, and not for a message. */
export function isSleep({ kind, label }: Span): boolean {
  return kind === 'waiting' && label === 'Atomics.wait'
}

/** The cells that threads sleep on at a deadlock. */
export function cellsWaitedOn(deadlock: Deadlock): Set<string> {
  return new Set(Deadlock.cellsOf(deadlock))
}

export interface Access {
  readonly span: Span
  readonly name: string
  readonly cell: string
}

/** The calls of `Atomics` in a trace, taken apart: `store [0]: 1 -> 2`. */
export function accessesIn(trace: readonly Span[]): Access[] {
  return trace.filter(isAccess).flatMap(span => {
    const [, name, cell] = /^(\w+) (\S+):/.exec(span.label) ?? []
    return name && cell ? { span, name, cell } : []
  })
}

export function isWrite({ name, span }: Access): boolean {
  return name !== 'load' && span.label.includes('->')
}

function isWithin(order: number, first: Span, last: Span): boolean {
  return order > first.opened && order < last.opened
}
