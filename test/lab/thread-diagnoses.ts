import { tidy } from './clock.ts'
import { Deadlock } from './errors.ts'
import type { Diagnosis } from './goal.ts'
import { batchesOf, requestsOf, type Span, threadsOf } from './trace.ts'
import { count, plural } from './words.ts'

/** What can be told of threads: see diagnoses.ts. */

const closedWhileWorking: Diagnosis = ({ trace }) => {
  const cut = requestsOf(trace).find(({ outcome }) => outcome === 'ended')
  if (!cut) return undefined
  return (
    `thread ${cut.thread} was ended at ${count(cut.to)} ms while ${cut.label} was still in flight. ` +
    'A pool must not be closed before its jobs are done: with `await using`, a `return promise` ' +
    'closes first and waits afterwards; write `return await promise`.'
  )
}

const threadsLeft: Diagnosis = ({ outcome, elapsed, left }) => {
  const threads = left.filter(({ kind, ended }) => kind === 'thread' && ended !== elapsed)
  if (outcome.status === 'rejected' && outcome.crash) return undefined
  if (threads.length === 0) return undefined
  const one = threads.length === 1
  return (
    `${plural(threads.length, 'thread')} ${one ? 'was' : 'were'} still alive when your function ended ` +
    `at ${count(elapsed)} ms: ${one ? 'it was' : 'they were'} never closed, and would keep the process ` +
    'alive. `await worker.terminate()` for each, where the pool is closed, also when a job fails.'
  )
}

const tooManyThreads: Diagnosis = ({ trace }, goal) => {
  const threads = threadsOf(trace)
  if (goal.threads === undefined || threads.length <= goal.threads) return undefined
  return (
    `${plural(threads.length, 'thread')} were started, and ${count(goal.threads)} ` +
    `${goal.threads === 1 ? 'is' : 'are'} enough: each costs tens of ms to start, and some MB. ` +
    'Keep a thread when its job is done, and give it the next one.'
  )
}

const tooFewThreads: Diagnosis = ({ trace }, goal) => {
  const threads = threadsOf(trace)
  if (goal.threads === undefined || threads.length >= goal.threads) return undefined
  return threads.length === 0
    ? 'No thread was started: everything ran on the main thread.'
    : `Only ${plural(threads.length, 'thread')} ${threads.length === 1 ? 'was' : 'were'} started, ` +
        `and ${count(goal.threads)} were to share the work.`
}

/** Where one thread is out of work while another begins its next piece, the work was shared out before. */
const sharedOutBeforehand: Diagnosis = ({ trace, elapsed }, goal) => {
  const threads = threadsOf(trace)
  if (threads.length < 2 || (goal.elapsed ?? elapsed) >= elapsed) return undefined
  if (trace.some(isWaitForCore) || batchesOf(requestsOf(trace)).length > 1) return undefined
  const ends = threads.map(life => {
    const work = workOn(life, trace)
    return { life, work, last: Math.max(life.from, ...work.map(span => span.to)) }
  })
  const first = ends.reduce((a, b) => (b.last < a.last ? b : a))
  const later = ends
    .filter(other => other !== first)
    .flatMap(({ work }) => work.filter(span => span.opened > (first.work.at(-1)?.closed ?? 0)))
  const began = later.filter(span => span.from >= first.last)
  if (began.length === 0 || first.work.length === 0) return undefined
  return (
    `${first.life.track} had nothing to do from ${count(first.last)} ms on, while others still began ` +
    `${plural(began.length, 'piece')} of work: the work was shared out beforehand, and some of it takes ` +
    'longer. Keep one queue, and let each thread that is free take the next piece.'
  )
}

/** Work that needs a processor, and no thread to do it. */
const noCoreFree: Diagnosis = ({ trace, elapsed }, goal) => {
  const waits = trace.filter(isWaitForCore)
  if (waits.length === 0 || (goal.elapsed ?? elapsed) >= elapsed) return undefined
  const total = tidy(waits.reduce((sum, { from, to }) => sum + to - from, 0))
  return (
    `Threads waited ${count(total)} ms for a core: there are more of them that compute than cores. ` +
    'More threads than cores make processor work no faster.'
  )
}

const lostUpdate: Diagnosis = ({ trace }) => {
  const seen = new Map<string, Span>()
  const accesses = trace.filter(({ kind }) => kind === 'atomics').map(accessOf)
  for (const [index, access] of accesses.entries()) {
    if (!access) continue
    const { span, name, cell } = access
    const key = `${span.track} ${cell}`
    if (name === 'load') seen.set(key, span)
    const load = seen.get(key)
    if (name !== 'store' || !load) continue
    const between = accesses
      .slice(0, index)
      .find(other => other && isWrite(other, cell) && other.span.opened > load.opened)
    seen.delete(key)
    if (!between || between.span.track === span.track) continue
    return (
      `An update was lost: ${span.track} read ${load.label.replace(/^load /, '').replace(': ', ' = ')}, ` +
      `then ${between.span.track} wrote there (${between.span.label}), then ${span.track} wrote what it ` +
      `had made of the old value (${span.label}). What is read and then written must be under one lock, ` +
      'or one operation, such as Atomics.add.'
    )
  }
  return undefined
}

/** Nobody is left to answer, and the program still waits. */
const everyThreadHasEnded: Diagnosis = ({ outcome, trace }) => {
  const lives = threadsOf(trace)
  const last = lives.findLast(({ to }) => lives.every(life => life.to <= to))
  if (outcome.status === 'fulfilled' || !(outcome.reason instanceof Deadlock)) return undefined
  if (!last || lives.some(life => life.outcome === 'open')) return undefined
  const who = lives.length === 1 ? `${last.track} had` : 'all threads had'
  return (
    `By ${count(last.to)} ms ${who} ended: no answer comes from a thread that is gone, and what is sent ` +
    "to it is lost. A Worker emits 'exit' once, however its thread ends, with exit code 0 too. That is " +
    'the moment to reject all calls that wait for it, and to remember that later ones must be rejected.'
  )
}

export const THREAD_DIAGNOSES: readonly Diagnosis[] = [
  everyThreadHasEnded,
  closedWhileWorking,
  threadsLeft,
  tooManyThreads,
  tooFewThreads,
  lostUpdate,
]
/** These come after what is told of the order of requests: that is more to the point. */
export const THREAD_WORK_DIAGNOSES: readonly Diagnosis[] = [sharedOutBeforehand, noCoreFree]

interface Access {
  readonly span: Span
  readonly name: string
  readonly cell: string
}

/** `store [0]: 1 -> 2` taken apart. */
function accessOf(span: Span): Access | undefined {
  const [, name, cell] = /^(\w+) (\S+):/.exec(span.label) ?? []
  return name && cell ? { span, name, cell } : undefined
}

function isWrite({ name, span, cell }: Access, other: string): boolean {
  return cell === other && name !== 'load' && span.label.includes('->')
}

function isWaitForCore({ kind, label }: Span): boolean {
  return kind === 'waiting' && label === 'core'
}

/** What a thread did that takes time. */
function workOn(life: Span, trace: readonly Span[]): Span[] {
  return trace.filter(
    ({ thread, kind }) =>
      thread === life.thread && (kind === 'request' || kind === 'blocked' || kind === 'computing'),
  )
}
