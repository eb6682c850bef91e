import { Deadlock } from '../../ground/errors.ts'
import type { Span } from '../../ground/trace.ts'
import type { Run } from '../../run/run.ts'
import { type Diagnosis, found } from './diagnosis.ts'
import { type Access, accessesIn, cellsWaitedOn, isSleep, isWrite } from './memory.ts'

/** What can be told of threads that sleep forever, though memory has changed since: see diagnose.ts. */

/** A cell that threads sleep on forever, all calls that name it, and the last that wrote there. */
interface Cell {
  readonly cell: string
  readonly accesses: readonly Access[]
  readonly last: Access
}

/** The last change of a cell was followed by no notify, and somebody had gone to sleep before. */
const changedWithoutNotify: Diagnosis = run => {
  for (const slept of cellsOfSleepers(run)) {
    const { cell, accesses, last } = slept
    const sleeper = sleeperPast(slept, run.trace)
    if (!sleeper || accesses.some(access => isNotifyAfter(last, access))) continue
    const { track, label } = last.span
    return found(
      'changedWithoutNotify',
      {
        who: track,
        cell,
        change: label,
        sleeper: sleeper.track,
      },
      [last.span, sleeper],
    )
  }
  return undefined
}

/** A notify wakes whoever has slept longest, and that one may not be the one that can go on. */
const wokeAnother: Diagnosis = run => {
  for (const slept of cellsOfSleepers(run)) {
    const { cell, accesses, last } = slept
    const sleeper = sleeperPast(slept, run.trace)
    const call = accesses.find(access => isNotifyAfter(last, access))
    const woken = run.trace.find(
      span => isSleep(span) && span.outcome === 'done' && call && isOpenAt(call.span.opened, span),
    )
    const again = run.trace.find(
      span => woken && isForever(span) && span.track === woken.track && span.opened > woken.closed,
    )
    if (!sleeper || !call || !woken || !again) continue
    return found(
      'wokeAnother',
      {
        who: call.span.track,
        cell,
        woken: woken.track,
        sleeper: sleeper.track,
      },
      [call.span, woken, sleeper],
    )
  }
  return undefined
}

/** Who wrote last where others wait sleeps, too, and elsewhere: nobody gets in to wake it. */
const sleepsWithTheLock: Diagnosis = run => {
  const sleeps = run.trace.filter(isForever)
  const accesses = accessesIn(run.trace)
  for (const { cell, last } of cellsOfSleepers(run)) {
    const holder = sleeps.find(
      ({ track, opened }) => track === last.span.track && opened > last.span.opened,
    )
    const waits = sleeps.find(
      sleep => sleep.track !== holder?.track && lastSeen(sleep, accesses)?.cell === cell,
    )
    const elsewhere = holder && lastSeen(holder, accesses)?.cell
    if (!holder || !waits || !elsewhere || elsewhere === cell) continue
    return found(
      'sleepsWithTheLock',
      {
        who: holder.track,
        cell,
        elsewhere,
        waits: waits.track,
      },
      [holder, waits],
    )
  }
  return undefined
}

/** More to the point is what happened before: these come after the other diagnoses of memory. */
export const SLEEPER_DIAGNOSES: readonly Diagnosis[] = [
  sleepsWithTheLock,
  changedWithoutNotify,
  wokeAnother,
]

function cellsOfSleepers({ outcome, trace }: Run): Cell[] {
  if (outcome.status === 'fulfilled' || !(outcome.reason instanceof Deadlock)) return []
  const all = accessesIn(trace)
  return [...cellsWaitedOn(outcome.reason)].flatMap(cell => {
    const accesses = all.filter(access => access.cell === cell)
    const last = accesses.findLast(isWrite)
    return last ? { cell, accesses, last } : []
  })
}

/** Who went to sleep on a cell before its last change, and would find another value there now. */
function sleeperPast({ accesses, last }: Cell, trace: readonly Span[]): Span | undefined {
  return trace.find(span => {
    if (!isForever(span) || span.opened > last.span.opened) return false
    const before = accesses.filter(
      ({ name, span: { opened } }) => name !== 'notify' && opened < span.opened,
    )
    const [seen] = before.slice(-1)
    const hasLooked = before.some(access => access.span.track === span.track)
    return hasLooked && seen !== undefined && valueAt(seen) !== valueAt(last)
  })
}

/** The last call of a thread's before it went to sleep: it looks where it is going to wait. */
function lastSeen({ track, opened }: Span, accesses: readonly Access[]): Access | undefined {
  return accesses.findLast(
    ({ span, name }) => span.track === track && span.opened < opened && name !== 'notify',
  )
}

/** What a cell held after a call: `store [0]: 1 -> 0`, `compareExchange [0]: stays 1`. */
function valueAt({ span }: Access): string | undefined {
  return /(\S+)$/.exec(span.label)?.[1]
}

function isNotifyAfter(change: Access, { name, span }: Access): boolean {
  return name === 'notify' && span.opened > change.span.opened
}

function isForever(span: Span): boolean {
  return isSleep(span) && span.outcome !== 'done'
}

function isOpenAt(order: number, { opened, closed }: Span): boolean {
  return opened < order && closed > order
}
