import { count, plural, textOf } from '../../ground/text.ts'
import { requestsOf } from '../trace-analysis.ts'
import type { Diagnosis } from './diagnosis.ts'
import { latest } from './facts.ts'

/** How a run ended, and what it left behind. */

export const crashed: Diagnosis = ({ outcome, ended, trace }) => {
  if (outcome.status === 'fulfilled' || !outcome.crash) return undefined
  const at = `ended the program at ${count(ended)} ms: ${textOf(outcome.reason).replace(/\.$/, '')}.`
  if (outcome.crash === 'unhandled rejection') {
    return (
      `An unhandled rejection ${at} A promise failed while nobody listened to it: your code was still ` +
      'waiting for another one, or had let it go. Give each promise its `await`, or its handler for ' +
      'errors, where you start it.'
    )
  }
  if (outcome.crash === 'uncaught error') {
    return (
      `An error that nobody caught ${at} ` +
      (trace.some(({ kind }) => kind === 'connection') && wasUnheard(outcome.reason)
        ? "A client emitted it as 'error', and nobody listened: give each client a listener, " +
          "`client.on('error', …)`, also where its queries reject."
        : 'It was thrown in a callback, where no promise passes it on: call reject with it instead.')
    )
  }
  return undefined
}

/** Whether an error was thrown by an emitter of events, as nobody listened to it: Node marks those. */
function wasUnheard(error: unknown): boolean {
  const marks = error instanceof Error ? Object.getOwnPropertySymbols(error) : []
  return marks.some(({ description }) => description === 'kEnhanceStackBeforeInspector')
}

/** What is not over by itself when its work is done: it must be ended. */
const STAYS = new Set(['interval', 'thread', 'connection'])

export const finishedBeforeItsWork: Diagnosis = ({ outcome, elapsed, left }) => {
  // What ends at the very instant at which the function settles was only one turn too late.
  const work = left.filter(({ kind, ended }) => !STAYS.has(kind) && ended !== elapsed)
  if (outcome.status === 'rejected' || work.length === 0) return undefined
  const last = latest(work.map(({ ended }) => ended ?? Number.POSITIVE_INFINITY))
  const [{ kind, label } = { kind: 'request', label: '' }] = work
  const noun = work.every(other => other.kind === kind) ? kind : 'thing'
  const until = Number.isFinite(last) ? `went on until ${count(last)} ms` : 'never ended'
  const nobody = work.length === 1 ? `Nobody waited for it` : `Nobody waited for them`
  return (
    `Your function finished before its work did: it returned at ${count(elapsed)} ms, ` +
    `and ${plural(work.length, noun)} it had started ${until}. ` +
    `${nobody}: either a promise is dropped ` +
    '(no `await`, no `return`, or a `forEach` with an async callback), or `resolve` is called too early' +
    (noun === 'timer' ? `; or a timer was not cleared (${label}).` : '.')
  )
}

export const intervalLeft: Diagnosis = ({ elapsed, left }) => {
  const interval = left.find(({ kind }) => kind === 'interval')
  if (!interval) return undefined
  const until = interval.ended === null ? 'for ever' : `until ${count(interval.ended)} ms`
  return (
    `${interval.label} was not cleared when your function ended at ${count(elapsed)} ms: ` +
    `it went on ${until}. \`clearInterval\` must be reached also when something fails: put it in \`finally\`.`
  )
}

export const nothingWasRequested: Diagnosis = ({ outcome, server, trace, result }) =>
  outcome.status === 'fulfilled' &&
  Object.keys(server).length > 0 &&
  !trace.some(span => span.kind === 'request' || span.kind === 'query') &&
  !(Array.isArray(result) && result.length === 0)
    ? 'Your function gave an answer, but nothing was requested: the server saw no request at all. ' +
      'Does a variable outside the function still hold what an earlier call found?'
    : undefined

export const errorSwallowed: Diagnosis = ({ outcome, trace, result }) => {
  if (outcome.status === 'rejected' || tellsOfErrors(result)) return undefined
  const failed = requestsOf(trace).find(span => span.outcome === 'cut' || span.code !== undefined)
  if (!failed) return undefined
  const { label, url, code, to } = failed
  const what =
    failed.outcome === 'refused'
      ? `There was no connection for ${label} (${code}, at ${count(to)} ms)`
      : code
        ? `${url} answered with an error (${code}) to: ${label}, at ${count(to)} ms`
        : `The connection of ${label} was cut at ${count(to)} ms`
  return (
    `${what}, and your function ended as if nothing had happened: the error was swallowed. ` +
    'Look for a `catch` that neither throws it on nor gives it back.'
  )
}

/** Whether a result keeps errors instead of throwing them, as `Promise.allSettled` does. */
function tellsOfErrors(result: unknown): boolean {
  const items: unknown[] = Array.isArray(result) ? result : [result]
  return items.some(
    item =>
      item instanceof Error ||
      (typeof item === 'object' && item !== null && 'status' in item && item.status === 'rejected'),
  )
}

export const wentOnAfterError: Diagnosis = ({ trace }) => {
  const requests = requestsOf(trace)
  const cut = requests.find(span => span.outcome === 'cut')
  const later = requests.filter(span => cut && span.opened > cut.closed)
  if (!cut || later.length === 0) return undefined
  return (
    `${plural(later.length, 'request')} started after the connection of ${cut.label} had been cut ` +
    `at ${count(cut.to)} ms. An error that is not caught ends the function: let it through.`
  )
}
