import { Deadlock } from '../../ground/errors.ts'
import { tidy } from '../../ground/time.ts'
import type { Span } from '../../ground/trace.ts'
import { textOf } from '../../ground/value-text.ts'
import { batchesOf, peakOf, requestsOf, threadsOf } from '../trace-analysis.ts'
import { type Diagnosis, found } from './diagnosis.ts'
import { isAccess, isSleep, MEMORY_DIAGNOSES } from './memory.ts'
import { SLEEPER_DIAGNOSES } from './sleepers.ts'

/** What can be told of threads: see diagnose.ts. */

const closedWhileWorking: Diagnosis = ({ trace, outcome }) => {
  // Where something has failed it is right to close.
  if (outcome.status === 'rejected' && !outcome.crash) return undefined
  const cut = requestsOf(trace).find(({ outcome }) => outcome === 'ended')
  if (!cut) return undefined
  const facts = { thread: cut.thread ?? 0, ms: cut.to, label: cut.label }
  return found('closedWhileWorking', facts, [cut])
}

const closedBeforeWorking: Diagnosis = ({ trace, outcome, ended }) => {
  const threads = threadsOf(trace)
  if (outcome.status === 'fulfilled' || outcome.crash !== 'unhandled rejection') return undefined
  if (threads.length === 0 || threads.some(life => workOn(life, trace).length > 0)) return undefined
  return found('closedBeforeWorking', { ms: ended }, threads)
}

/** Where all threads have ended, `everyThreadHasEnded` tells more. */
const oneThreadHasEnded: Diagnosis = ({ trace, outcome }) => {
  const lives = threadsOf(trace)
  const gone = lives.find(life => life.outcome === 'done')
  if (outcome.status === 'fulfilled' || !(outcome.reason instanceof Deadlock)) return undefined
  if (!gone || lives.every(life => life.outcome === 'done') || trace.some(isSleep)) return undefined
  return found('oneThreadHasEnded', { who: gone.track, ms: gone.to }, [gone])
}

const notCopied: Diagnosis = ({ outcome }) => {
  if (outcome.status === 'fulfilled') return undefined
  if (!(outcome.reason instanceof Error) || outcome.reason.name !== 'DataCloneError')
    return undefined
  return found('notCopied', {})
}

const endNotAwaited: Diagnosis = ({ elapsed, left, trace }) => {
  const threads = left.filter(({ kind, ended }) => kind === 'thread' && ended === elapsed)
  if (threads.length === 0) return undefined
  return found('endNotAwaited', { many: threads.length }, threadsOf(trace))
}

const threadsLeft: Diagnosis = ({ outcome, elapsed, left, trace }) => {
  const threads = left.filter(({ kind, ended }) => kind === 'thread' && ended !== elapsed)
  if (outcome.status === 'rejected' && outcome.crash) return undefined
  if (threads.length <= successors(trace).length) return undefined
  const open = threadsOf(trace).filter(({ to }) => to > elapsed)
  return found('threadsLeft', { many: threads.length, ms: elapsed }, open)
}

/** `exit` comes for a thread that its own pool ends, too: who replaces every thread replaces that one. */
const replacedWhileClosing: Diagnosis = ({ outcome, trace }) => {
  const threads = successors(trace)
  const [first] = threads
  if (!first || (outcome.status === 'rejected' && outcome.crash)) return undefined
  return found('replacedWhileClosing', { many: threads.length, ms: first.from }, threads)
}

/** More processor work than fits into the time, and one thread for it. */
const allOnTheMainThread: Diagnosis = ({ trace, blocked }, goal) => {
  const work = trace.filter(span => isOnMain(span) && span.kind === 'computing')
  const total = tidy(work.reduce((sum, { from, to }) => sum + to - from, 0))
  if (goal.elapsed === undefined || total <= goal.elapsed) return undefined
  return found('allOnTheMainThread', { ms: total, blocked, goal: goal.elapsed }, work)
}

const tooManyThreads: Diagnosis = ({ trace }, goal) => {
  const many = threadsOf(trace).length - successors(trace).length
  if (goal.threads === undefined || many <= goal.threads) return undefined
  return found('tooManyThreads', { many, goal: goal.threads }, threadsOf(trace))
}

const tooFewThreads: Diagnosis = ({ trace }, goal) => {
  const threads = threadsOf(trace)
  if (goal.threads === undefined || threads.length >= goal.threads) return undefined
  return found(
    'tooFewThreads',
    {
      many: threads.length,
      goal: goal.threads,
      onMain: trace.some(isOnMain),
      jobs: trace.filter(({ kind, thread }) => kind === 'message' && thread !== undefined).length,
    },
    threads,
  )
}

/** Work of threads that makes no requests: those have diagnoses of their own. */
const threadsInBatches: Diagnosis = ({ trace, elapsed }, goal) => {
  const threads = threadsOf(trace)
  const pieces = threads.flatMap(life => workOn(life, trace)).sort(byBegin)
  const work = pieces.filter(({ label }) => label !== 'thread start')
  if ((goal.elapsed ?? elapsed) >= elapsed || requestsOf(trace).length > 0) return undefined
  if (trace.some(isWaitForCore) || !areBatches(work) || lostThread(trace)) return undefined
  return peakOf(work) === 1
    ? found('workInTurn', { many: work.length, threads: threads.length }, work)
    : found('workInBatches', { many: work.length, batches: batchesOf(work).length }, work)
}

/** Where one thread is out of work while another begins its next piece, the work was shared out before. */
const dividedUpFront: Diagnosis = ({ trace, elapsed }, goal) => {
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
  // Who has ended with its share could not have begun any of these: it is enough that nobody handed them out.
  const began = later.filter(
    span => span.from >= first.last && (span.from < first.life.to || isOfOneShare(span, trace)),
  )
  if (began.length === 0 || first.work.length === 0) return undefined
  return found(
    'dividedUpFront',
    {
      who: first.life.track,
      ms: first.last,
      many: began.length,
    },
    [first.life, ...began],
  )
}

const notReplaced: Diagnosis = ({ trace, elapsed }, goal) => {
  if ((goal.elapsed ?? elapsed) >= elapsed || trace.some(isAccess)) return undefined
  const gone = lostThread(trace)
  if (!gone) return undefined
  return found('notReplaced', { who: gone.track, ms: gone.to }, [gone])
}

/** Work that needs a processor, and no thread to do it. */
const noCoreFree: Diagnosis = ({ trace, elapsed }, goal) => {
  const waits = trace.filter(isWaitForCore)
  if (waits.length === 0 || (goal.elapsed ?? elapsed) >= elapsed) return undefined
  const total = tidy(waits.reduce((sum, { from, to }) => sum + to - from, 0))
  return found('noCoreFree', { ms: total }, waits)
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
  const { label, from, to, thread } = longest
  return found('messageWaited', { label, ms: tidy(to - from), from, to, thread }, [longest])
}

/** Nobody is left to answer, and the program still waits. */
const everyThreadHasEnded: Diagnosis = ({ outcome, trace }) => {
  const lives = threadsOf(trace)
  const last = lives.findLast(({ to }) => lives.every(life => life.to <= to))
  if (outcome.status === 'fulfilled' || !(outcome.reason instanceof Deadlock)) return undefined
  if (!last || lives.some(life => life.outcome === 'open') || trace.some(isSleep)) return undefined
  const only = lives.length === 1 ? last.track : undefined
  return found('everyThreadHasEnded', { only, ms: last.to }, lives)
}

/** A thread's error that nobody listened for ends the main thread, too. */
export const errorOfAThread: Diagnosis = ({ outcome, trace, ended }) => {
  if (outcome.status === 'fulfilled' || outcome.crash !== 'uncaught error') return undefined
  const life = threadsOf(trace).find(({ outcome, to }) => outcome === 'done' && to === ended)
  if (!life || !isFromAThread(outcome.reason)) return undefined
  const error = textOf(outcome.reason).replace(/\.$/, '')
  return found('errorOfAThread', { who: life.track, ms: ended, error }, [life])
}

export const THREAD_DIAGNOSES: readonly Diagnosis[] = [
  notCopied,
  ...MEMORY_DIAGNOSES,
  ...SLEEPER_DIAGNOSES,
  everyThreadHasEnded,
  errorOfAThread,
  closedWhileWorking,
  closedBeforeWorking,
  oneThreadHasEnded,
  replacedWhileClosing,
  tooManyThreads,
  threadsLeft,
  endNotAwaited,
  allOnTheMainThread,
  tooFewThreads,
]
/** These come after what is told of the order of requests: that is more to the point. */
export const THREAD_WORK_DIAGNOSES: readonly Diagnosis[] = [
  threadsInBatches,
  dividedUpFront,
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

/** Threads that were started when all others had ended, or were about to, and that nobody gave any work or ended. */
function successors(trace: readonly Span[]): Span[] {
  const threads = threadsOf(trace)
  const open = threads.filter(life => life.outcome === 'open')
  const gone = threads.filter(life => life.outcome !== 'open')
  const isLate = (life: Span) =>
    gone.some(({ closed }) => closed < life.opened) && gone.every(({ to }) => to <= life.from)
  return open.every(isLate) ? open.filter(life => workOn(life, trace).length === 0) : []
}

/** A thread that ended while others were still handed work, and that none was started for. */
function lostThread(trace: readonly Span[]): Span | undefined {
  const threads = threadsOf(trace)
  return threads.find(
    ({ outcome, closed }) =>
      outcome === 'done' &&
      !threads.some(({ opened }) => opened > closed) &&
      threads.some(life =>
        workOn(life, trace).some(span => span.opened > closed && !isOfOneShare(span, trace)),
      ),
  )
}

/** Work that its thread began on its own after a first piece: it had been given several, no message came between. */
function isOfOneShare(span: Span, trace: readonly Span[]): boolean {
  const before = trace.findLast(
    other => other.thread === span.thread && isPiece(other) && other.closed < span.opened,
  )
  if (!before || trace.some(isAccess)) return false
  return !trace.some(
    ({ kind, thread, closed }) =>
      kind === 'message' &&
      thread === span.thread &&
      closed > before.closed &&
      closed < span.opened,
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
  return trace.filter(span => span.thread === life.thread && isPiece(span))
}

function isPiece({ kind, label }: Span): boolean {
  return kind === 'request' || kind === 'computing' || (kind === 'blocked' && label !== 'get')
}
