import { Deadlock } from '../../ground/errors.ts'
import { count } from '../../ground/text.ts'
import type { Span } from '../../ground/trace.ts'
import { threadsOf } from '../trace-analysis.ts'
import type { Diagnosis } from './diagnosis.ts'

/** What can be told of memory that threads share: see diagnose.ts. */

const MANY_REFUSALS = 100
const MANY_NAPS = 3

const neverNotified: Diagnosis = ({ outcome, trace }) => {
  if (outcome.status === 'fulfilled' || !(outcome.reason instanceof Deadlock)) return undefined
  const slept = [...outcome.reason.message.matchAll(/Atomics\.wait on the shared cell (\S+\])/g)]
  const waited = new Set(slept.map(([, cell]) => cell))
  const notified = new Set(
    accessesIn(trace).flatMap(({ name, cell }) => (name === 'notify' ? cell : [])),
  )
  if (waited.size === 0 || threadsOf(trace).length === 0) return undefined
  if (!waited.isDisjointFrom(notified)) return undefined
  if (notified.size > 0) {
    return (
      `Atomics.notify was called on ${[...notified].join(' and ')} only, and threads wait on ` +
      `${[...waited].join(' and ')}: it wakes those that wait on the very cell it names.`
    )
  }
  return (
    'Nobody called Atomics.notify in this run: who sleeps in Atomics.wait does not see by itself that the ' +
    'cell has changed. Is it called where something is released, and is that release reached? At the end ' +
    'of its block, also when that fails, `using` calls [Symbol.dispose], and nothing else.'
  )
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
    return (
      `${span.track} called Atomics.notify on ${cell} first, and changed it afterwards ` +
      `(${after.span.label}). In between ${sleeper.track} saw the old value and went to sleep: nobody wakes ` +
      'it for the new one. Change the cell, then notify.'
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
    return (
      `${sleep.track} was woken, and wrote ${first.cell} without a look at it (${first.span.label}). But ` +
      `${between.span.track} had come first (${between.span.label}). Who is woken must look again, and wait ` +
      'again where somebody else was faster: a loop, not an `if`.'
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
    return (
      `${span.track} woke ${woke} threads at ${count(span.from)} ms, and ${again.track} went back to sleep at ` +
      'once: there was nothing for it. Without a third argument, Atomics.notify wakes all that wait on the ' +
      'cell; with it, so many.'
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
  return (
    `${track} slept ${count(all.length)} times in Atomics.wait without being woken, each time until its ` +
    'timeout: it asks again and again instead of waiting. Leave the timeout out, and let whoever changes ' +
    'the cell call Atomics.notify.'
  )
}

const refusedToWait: Diagnosis = ({ trace }) => {
  const refusals = trace.filter(({ label }) => REFUSED.test(label))
  const [first] = refusals
  if (!first || refusals.length < MANY_REFUSALS) return undefined
  return (
    `Atomics.wait on ${REFUSED.exec(first.label)?.[1]} answered 'not-equal' again and again, and did not ` +
    'wait: it sleeps only while the cell holds the value that it is given. Give it the value that you want ' +
    'to see changed.'
  )
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
    return (
      `An update was lost: ${span.track} read ${load.label.replace(/^load /, '').replace(': ', ' = ')}, ` +
      `then ${between.span.track} wrote there (${between.span.label}), then ${span.track} wrote what it ` +
      `had made of the old value (${span.label}). ${adviceFor(cell, accesses)}`
    )
  }
  return undefined
}

/** A cell on which threads are woken is part of a lock, and can't be put under one. */
function adviceFor(cell: string, accesses: readonly Access[]): string {
  return accesses.some(access => access.name === 'notify' && access.cell === cell)
    ? 'To look and to write must be one step: Atomics.compareExchange writes only where the cell still ' +
        'holds what you saw, and Atomics.add needs no look.'
    : 'What is read and then written must be under one lock, or one operation, such as Atomics.add.'
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

interface Access {
  readonly span: Span
  readonly name: string
  readonly cell: string
}

/** The calls of `Atomics` in a trace, taken apart: `store [0]: 1 -> 2`. */
function accessesIn(trace: readonly Span[]): Access[] {
  return trace.filter(isAccess).flatMap(span => {
    const [, name, cell] = /^(\w+) (\S+):/.exec(span.label) ?? []
    return name && cell ? { span, name, cell } : []
  })
}

function isWrite({ name, span }: Access): boolean {
  return name !== 'load' && span.label.includes('->')
}

function isWithin(order: number, first: Span, last: Span): boolean {
  return order > first.opened && order < last.opened
}
