import { Deadlock } from '../../ground/errors.ts'
import { count, plural } from '../../ground/text.ts'
import { tidy } from '../../ground/time.ts'
import type { Span } from '../../ground/trace.ts'
import { batchesOf, peakOf, requestsOf, threadsOf } from '../trace-analysis.ts'
import type { Diagnosis } from './diagnosis.ts'
import { isAccess, isSleep, MEMORY_DIAGNOSES } from './memory.ts'

/** What can be told of threads: see diagnose.ts. */

const closedWhileWorking: Diagnosis = ({ trace, outcome }) => {
  // Where something has failed it is right to close.
  if (outcome.status === 'rejected' && !outcome.crash) return undefined
  const cut = requestsOf(trace).find(({ outcome }) => outcome === 'ended')
  if (!cut) return undefined
  return (
    `thread ${cut.thread} was ended at ${count(cut.to)} ms while ${cut.label} was still in flight. ` +
    'A pool must not be closed before its jobs are done: with `await using`, a `return promise` ' +
    'closes first and waits afterwards; write `return await promise`.'
  )
}

const closedBeforeWorking: Diagnosis = ({ trace, outcome, ended }) => {
  const threads = threadsOf(trace)
  if (outcome.status === 'fulfilled' || outcome.crash !== 'unhandled rejection') return undefined
  if (threads.length === 0 || threads.some(life => workOn(life, trace).length > 0)) return undefined
  return (
    `At ${count(ended)} ms no thread had begun to work yet. Was the pool closed before its jobs were done? ` +
    '`await using` closes it when its block is left, and `return promise` leaves at once: write ' +
    '`return await promise`.'
  )
}

/** Where all threads have ended, `everyThreadHasEnded` tells more. */
const oneThreadHasEnded: Diagnosis = ({ trace, outcome }) => {
  const lives = threadsOf(trace)
  const gone = lives.find(life => life.outcome === 'done')
  if (outcome.status === 'fulfilled' || !(outcome.reason instanceof Deadlock)) return undefined
  if (!gone || lives.every(life => life.outcome === 'done') || trace.some(isSleep)) return undefined
  return (
    `${gone.track} had ended at ${count(gone.to)} ms, and does not answer any more. A Worker emits 'exit' ` +
    'however its thread ends, process.exit() included: that is the moment to reject the job it had, if ' +
    'any, and to give it no more.'
  )
}

const notCopied: Diagnosis = ({ outcome }) => {
  if (outcome.status === 'fulfilled') return undefined
  if (!(outcome.reason instanceof Error) || outcome.reason.name !== 'DataCloneError')
    return undefined
  return (
    'Something that was sent to a thread, or back, could not be copied. Functions can not, nor what has ' +
    'functions or connections, such as a session; nor can a URL: send its `href`.'
  )
}

const endNotAwaited: Diagnosis = ({ elapsed, left }) => {
  const threads = left.filter(({ kind, ended }) => kind === 'thread' && ended === elapsed)
  if (threads.length === 0) return undefined
  return (
    `${plural(threads.length, 'thread')} ${threads.length === 1 ? 'was' : 'were'} told to end, but your ` +
    'function did not wait for it: `terminate()` answers with a promise, and so does closing a pool. ' +
    'Await both.'
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

/** More processor work than fits into the time, and one thread for it. */
const allOnTheMainThread: Diagnosis = ({ trace, blocked }, goal) => {
  const work = trace.filter(span => isOnMain(span) && span.kind === 'computing')
  const total = tidy(work.reduce((sum, { from, to }) => sum + to - from, 0))
  if (goal.elapsed === undefined || total <= goal.elapsed) return undefined
  return (
    `${count(total)} ms of processor work were done on the main thread, and blocked its loop for ` +
    `${count(blocked)} ms at a time. One thread can't do that in ${count(goal.elapsed)} ms, whatever it awaits: ` +
    '`async` and `Promise.all` add no thread. Several threads can, on several cores.'
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
    ? `No thread was started${trace.some(isOnMain) ? ': everything ran on the main thread' : ''}.`
    : `Only ${plural(threads.length, 'thread')} ${threads.length === 1 ? 'was' : 'were'} started, ` +
        `and ${count(goal.threads)} were to share the work.`
}

/** Work of threads that makes no requests: those have diagnoses of their own. */
const threadsInBatches: Diagnosis = ({ trace, elapsed }, goal) => {
  const threads = threadsOf(trace)
  const pieces = threads.flatMap(life => workOn(life, trace)).sort(byBegin)
  const work = pieces.filter(({ label }) => label !== 'thread start')
  if ((goal.elapsed ?? elapsed) >= elapsed || requestsOf(trace).length > 0) return undefined
  if (trace.some(isWaitForCore) || !areBatches(work) || lostThread(trace)) return undefined
  return peakOf(work) === 1
    ? `${plural(work.length, 'piece')} of work, never more than 1 at a time, on ` +
        `${plural(threads.length, 'thread')}: their times add up. Give every thread something to do before ` +
        'you wait for the first.'
    : `${plural(work.length, 'piece')} of work in ${count(batchesOf(work).length)} batches: each batch ` +
        'waits for its slowest, while the other threads have nothing to do. Give each thread the next piece ' +
        'as soon as it is free.'
}

/** Where one thread is out of work while another begins its next piece, the work was shared out before. */
const sharedOutBeforehand: Diagnosis = ({ trace, elapsed }, goal) => {
  const threads = threadsOf(trace)
  if (threads.length < 2 || (goal.elapsed ?? elapsed) >= elapsed) return undefined
  if (trace.some(isWaitForCore) || areBatches(requestsOf(trace))) return undefined
  if (areBatches(threads.flatMap(life => workOn(life, trace)))) return undefined
  const ends = threads.map(life => {
    const work = workOn(life, trace)
    return { life, work, last: Math.max(life.from, ...work.map(span => span.to)) }
  })
  const first = ends.reduce((a, b) => (b.last < a.last ? b : a))
  const later = ends
    .filter(other => other !== first)
    .flatMap(({ work }) => work.filter(span => span.opened > (first.work.at(-1)?.closed ?? 0)))
  const began = later.filter(span => span.from >= first.last && span.from < first.life.to)
  if (began.length === 0 || first.work.length === 0) return undefined
  return (
    `${first.life.track} had nothing to do from ${count(first.last)} ms on, while others still began ` +
    `${plural(began.length, 'piece')} of work: the work was shared out beforehand, and some of it takes ` +
    'longer. Keep one queue, and let each thread that is free take the next piece.'
  )
}

const notReplaced: Diagnosis = ({ trace, elapsed }, goal) => {
  if ((goal.elapsed ?? elapsed) >= elapsed || trace.some(isAccess)) return undefined
  const gone = lostThread(trace)
  if (!gone) return undefined
  return (
    `${gone.track} ended at ${count(gone.to)} ms, and no other took its place: the rest of the work had one ` +
    'thread less. Start a new one when a thread has ended and the pool has not.'
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

/** A thread can't take a message while it works: what was sent to it early waited, beside others that were free. */
const messageWaited: Diagnosis = ({ trace, elapsed }, goal) => {
  if ((goal.elapsed ?? elapsed) >= elapsed) return undefined
  const waits = trace.filter(({ kind, from, to }) => kind === 'message' && to > from)
  const longest = waits.reduce<Span | undefined>(
    (most, span) => (most && most.to - most.from >= span.to - span.from ? most : span),
    undefined,
  )
  if (!longest) return undefined
  const who = longest.thread === undefined ? 'the main thread' : `thread ${longest.thread}`
  return (
    `A ${longest.label} waited ${count(tidy(longest.to - longest.from))} ms, from ${count(longest.from)} to ` +
    `${count(longest.to)} ms: ${who} takes messages when its loop turns, and something kept it busy until ` +
    'then. Send a thread its next job when it has answered the last one, or work in smaller pieces.'
  )
}

/** Nobody is left to answer, and the program still waits. */
const everyThreadHasEnded: Diagnosis = ({ outcome, trace }) => {
  const lives = threadsOf(trace)
  const last = lives.findLast(({ to }) => lives.every(life => life.to <= to))
  if (outcome.status === 'fulfilled' || !(outcome.reason instanceof Deadlock)) return undefined
  if (!last || lives.some(life => life.outcome === 'open') || trace.some(isSleep)) return undefined
  const who = lives.length === 1 ? `${last.track} had` : 'all threads had'
  return (
    `By ${count(last.to)} ms ${who} ended: no answer comes from a thread that is gone, and what is sent ` +
    "to it is lost. A Worker emits 'exit' once, however its thread ends, with exit code 0 too. That is " +
    'the moment to reject all calls that wait for it, and to remember that it can take no more.'
  )
}

/** A thread's error that nobody listened for ends the main thread, too. */
const errorOfAThread: Diagnosis = ({ outcome, trace, ended }) => {
  if (outcome.status === 'fulfilled' || outcome.crash !== 'uncaught error') return undefined
  const life = threadsOf(trace).find(({ outcome, to }) => outcome === 'done' && to === ended)
  if (!life || !isFromAThread(outcome.reason)) return undefined
  return (
    `${life.track} was ended by that error, and a Worker then emits 'error': where nobody listens for it, ` +
    'the error ends the whole program. Listen for it on every worker, and reject what waits for that one.'
  )
}

export const THREAD_DIAGNOSES: readonly Diagnosis[] = [
  notCopied,
  ...MEMORY_DIAGNOSES,
  everyThreadHasEnded,
  errorOfAThread,
  closedWhileWorking,
  closedBeforeWorking,
  oneThreadHasEnded,
  tooManyThreads,
  threadsLeft,
  endNotAwaited,
  allOnTheMainThread,
  tooFewThreads,
]
/** These come after what is told of the order of requests: that is more to the point. */
export const THREAD_WORK_DIAGNOSES: readonly Diagnosis[] = [
  threadsInBatches,
  sharedOutBeforehand,
  notReplaced,
  noCoreFree,
]

/** Comes last: it tells how, where the others have told why. */
export const MESSAGE_DIAGNOSES: readonly Diagnosis[] = [messageWaited]

/** The lab's own lines are taken out of the stack of an error that comes from a thread. */
function isFromAThread(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return !/\/src\/lab\/(?!threads\/import-fresh)/.test(error.stack ?? '')
}

/** In a batch all run at once: more than ever did so is work that happened to be over at one instant. */
function areBatches(work: readonly Span[]): boolean {
  const batches = batchesOf(work.toSorted(byBegin))
  return batches.length > 1 && batches.every(batch => batch.length <= peakOf(work))
}

/** A thread that ended while others still had to begin work, and that none was started for. */
function lostThread(trace: readonly Span[]): Span | undefined {
  const threads = threadsOf(trace)
  return threads.find(
    ({ outcome, closed }) =>
      outcome === 'done' &&
      !threads.some(({ opened }) => opened > closed) &&
      threads.some(life => workOn(life, trace).some(({ opened }) => opened > closed)),
  )
}

function byBegin(a: Span, b: Span): number {
  return a.opened - b.opened
}

function isWaitForCore({ kind, label }: Span): boolean {
  return kind === 'waiting' && label === 'core'
}

/** What the main thread did that takes time. */
function isOnMain({ thread, kind }: Span): boolean {
  return thread === undefined && (kind === 'computing' || kind === 'blocked' || kind === 'request')
}

/** What a thread did that takes time. */
function workOn(life: Span, trace: readonly Span[]): Span[] {
  return trace.filter(
    ({ thread, kind, label }) =>
      thread === life.thread &&
      (kind === 'request' || kind === 'computing' || (kind === 'blocked' && label !== 'get')),
  )
}
