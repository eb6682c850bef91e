import type { Span } from '../../ground/trace.ts'
import { textOf } from '../../ground/value-text.ts'
import { requestsOf } from '../trace-analysis.ts'
import { type Diagnosis, found } from './diagnosis.ts'
import { latest } from './facts.ts'
import { errorOfAThread } from './threads.ts'

/** How a run ended, and what it left behind. */

export const crashed: Diagnosis = (run, goal) => {
  const { outcome, ended, trace } = run
  if (outcome.status === 'fulfilled' || !outcome.crash) return undefined
  // That tells where it was thrown, too.
  if (errorOfAThread(run, goal)) return undefined
  const ms = ended
  const error = textOf(outcome.reason).replace(/\.$/, '')
  if (outcome.crash === 'unhandled rejection') return found('unhandledRejection', { ms, error })
  if (outcome.crash !== 'uncaught error') return undefined
  const isClients = trace.some(({ kind }) => kind === 'connection') && wasUnheard(outcome.reason)
  return found('uncaughtError', { ms, error, isClients, isSlip: isSlip(outcome.reason) })
}

/** A mistake in the code that threw it: something is not there, or is not what it was taken for. */
function isSlip(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /of (undefined|null)\b|is not a function|private member|Receiver must be/.test(error.message)
  )
}

/** Whether an error was thrown by an emitter of events, as nobody listened to it: Node marks those. */
function wasUnheard(error: unknown): boolean {
  const marks = error instanceof Error ? Object.getOwnPropertySymbols(error) : []
  return marks.some(({ description }) => description === 'kEnhanceStackBeforeInspector')
}

/** What is not over by itself when its work is done: it must be ended. */
const STAYS = new Set(['interval', 'thread', 'connection'])

export const finishedBeforeItsWork: Diagnosis = run => {
  const { outcome, elapsed, ended, left, result, trace } = run
  // What ends at the very instant at which the function settles was only one turn too late.
  const work = left.filter(({ kind, ended }) => !STAYS.has(kind) && ended !== elapsed)
  if (outcome.status === 'rejected' || work.length === 0) return undefined
  const last = latest(work.map(({ ended }) => ended ?? Number.POSITIVE_INFINITY))
  const [{ kind, label } = { kind: 'request', label: '' }] = work
  const noun = work.every(other => other.kind === kind) ? kind : 'thing'
  return found(
    'finishedBeforeItsWork',
    {
      ms: elapsed,
      many: work.length,
      noun,
      last: Number.isFinite(last) ? last : undefined,
      after: Number.isFinite(last) && ended > last ? ended : undefined,
      // One of many is a task's own, most likely.
      timer: noun === 'timer' && work.length === 1 ? label : undefined,
      keepsError: keepsError(result),
    },
    trace.filter(span => isLeftWork(span, elapsed)),
  )
}

/** Whether a span was still open when its function settled, and something of the student's own. */
function isLeftWork({ kind, from, to }: Span, elapsed: number): boolean {
  return !STAYS.has(kind) && from <= elapsed && to > elapsed
}

/**
 * It passes an error on, but not when it happens. That a time limit is kept too late is told by its own tests: nothing
 * had failed by then.
 */
export const rejectedLate: Diagnosis = ({ outcome, elapsed }, goal) => {
  if (outcome.status === 'fulfilled' || outcome.crash) return undefined
  if (!((goal.elapsed ?? elapsed) < elapsed) || isOfSignal(outcome.reason)) return undefined
  return found('rejectedLate', { ms: elapsed, due: goal.elapsed ?? 0 })
}

function isOfSignal(error: unknown): boolean {
  return error instanceof Error && /^(Timeout|Abort)Error$/.test(error.name)
}

/** Where something had to happen, and nothing at all did. */
export const nothingStarted: Diagnosis = ({ outcome, trace, elapsed }, goal) =>
  outcome.status === 'fulfilled' &&
  elapsed === 0 &&
  trace.length === 0 &&
  ((goal.elapsed ?? 0) > 0 || (goal.peak ?? 0) > 0)
    ? found('nothingStarted', {})
    : undefined

/** Without a result there is nothing that could have been kept from an earlier call. */
export const nothingWasRequested: Diagnosis = ({ outcome, server, trace, result }) =>
  outcome.status === 'fulfilled' &&
  result !== undefined &&
  Object.keys(server).length > 0 &&
  !trace.some(span => span.kind === 'request' || span.kind === 'query') &&
  !isEmptyOrUncalled(result)
    ? found('nothingWasRequested', {})
    : undefined

/** Nothing in the result, or nothing but functions that were not called: of those is told elsewhere. */
function isEmptyOrUncalled(result: unknown): boolean {
  return (
    Array.isArray(result) && result.every(item => item === undefined || typeof item === 'function')
  )
}

export const errorSwallowed: Diagnosis = ({ outcome, trace, result }) => {
  if (outcome.status === 'rejected' || tellsOfErrors(result)) return undefined
  const failed = requestsOf(trace).find(span => span.outcome === 'cut' || span.code !== undefined)
  if (!failed) return undefined
  const { label, url = '', code = '', to: ms } = failed
  const how = failed.outcome === 'refused' ? 'refused' : code === '' ? 'reset' : 'answered'
  return found('errorSwallowed', { how, label, url, code, ms }, [failed])
}

/** Whether a result keeps errors instead of throwing them, as `Promise.allSettled` does. */
function tellsOfErrors(result: unknown): boolean {
  const isRefusal = (item: unknown) =>
    typeof item === 'object' && item !== null && 'status' in item && item.status === 'rejected'
  return keepsError(result) || itemsOf(result).some(isRefusal)
}

function keepsError(result: unknown): boolean {
  return itemsOf(result).some(item => item instanceof Error)
}

function itemsOf(result: unknown): readonly unknown[] {
  return Array.isArray(result) ? result : [result]
}

export const wentOnAfterError: Diagnosis = (run, goal) => {
  // Then it is told that the error was kept meanwhile.
  if (rejectedLate(run, goal)) return undefined
  const requests = requestsOf(run.trace)
  const cut = requests.find(span => span.outcome === 'cut')
  const later = requests.filter(span => cut && span.opened > cut.closed)
  if (!cut || later.length === 0) return undefined
  return found('wentOnAfterError', { many: later.length, label: cut.label, ms: cut.to }, [
    cut,
    ...later,
  ])
}
