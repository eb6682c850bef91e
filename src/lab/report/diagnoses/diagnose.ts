import { count, plural, textOf } from '../../ground/text.ts'
import {
  addressIn,
  batchesOf,
  connectionsOf,
  firstOutOfOrder,
  peakOf,
  requestsOf,
  type Span,
  threadsOf,
  workOf,
} from '../../ground/trace.ts'
import { tidy } from '../../machine/clock.ts'
import type { Run } from '../../run/simulate.ts'
import { addressOf } from '../../servers/routes.ts'
import { DATABASE_DIAGNOSES, DATABASE_WORK_DIAGNOSES } from './databases.ts'
import type { Diagnosis, Goal } from './diagnosis.ts'
import { THREAD_DIAGNOSES, THREAD_WORK_DIAGNOSES } from './threads.ts'

/** The sentences that apply to a run, the most telling first, at most two. */
export function diagnose(run: Run, goal: Goal = {}): string[] {
  return DIAGNOSES.map(diagnosis => diagnosis(run, goal))
    .filter(sentence => sentence !== undefined)
    .slice(0, 2)
}

const crashed: Diagnosis = ({ outcome, ended, trace }) => {
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

/** What is not over by itself when its work is done: it must be ended. */
const STAYS = new Set(['interval', 'thread', 'connection'])

const finishedBeforeItsWork: Diagnosis = ({ outcome, elapsed, left }) => {
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

const intervalLeft: Diagnosis = ({ elapsed, left }) => {
  const interval = left.find(({ kind }) => kind === 'interval')
  if (!interval) return undefined
  const until = interval.ended === null ? 'for ever' : `until ${count(interval.ended)} ms`
  return (
    `${interval.label} was not cleared when your function ended at ${count(elapsed)} ms: ` +
    `it went on ${until}. \`clearInterval\` must be reached also when something fails: put it in \`finally\`.`
  )
}

const nothingWasRequested: Diagnosis = ({ outcome, server, trace, result }) =>
  outcome.status === 'fulfilled' &&
  Object.keys(server).length > 0 &&
  !trace.some(span => span.kind === 'request' || span.kind === 'query') &&
  !(Array.isArray(result) && result.length === 0)
    ? 'Your function gave an answer, but nothing was requested: the server saw no request at all. ' +
      'Does a variable outside the function still hold what an earlier call found?'
    : undefined

const errorSwallowed: Diagnosis = ({ outcome, trace, result }) => {
  if (outcome.status === 'rejected' || tellsOfErrors(result)) return undefined
  const failed = requestsOf(trace).find(span => span.outcome === 'cut' || span.code !== undefined)
  if (!failed) return undefined
  const { label, url, code, to } = failed
  const what = code
    ? `${url} answered with an error (${code}) to: ${label}, at ${count(to)} ms`
    : `The connection of ${label} was cut at ${count(to)} ms`
  return (
    `${what}, and your function ended as if nothing had happened: the error was swallowed. ` +
    'Look for a `catch` that neither throws it on nor gives it back.'
  )
}

const wentOnAfterError: Diagnosis = ({ trace }) => {
  const requests = requestsOf(trace)
  const cut = requests.find(span => span.outcome === 'cut')
  const later = requests.filter(span => cut && span.opened > cut.closed)
  if (!cut || later.length === 0) return undefined
  return (
    `${plural(later.length, 'request')} started after the connection of ${cut.label} had been cut ` +
    `at ${count(cut.to)} ms. An error that is not caught ends the function: let it through.`
  )
}

const loopBlocked: Diagnosis = ({ trace, blocked, lag, elapsed }, goal) => {
  const allowed = goal.blocked ?? (wantsMore(goal, elapsed, 1) ? 0 : Number.POSITIVE_INFINITY)
  if (blocked <= allowed) {
    return goal.blocked !== undefined && lag > goal.blocked
      ? `A timer fired ${count(lag)} ms late, though the loop was never blocked for more than ` +
          `${count(blocked)} ms at once: what ran before it kept the loop busy several times in a row.`
      : undefined
  }
  const turns = [...Map.groupBy(trace, span => span.turn)].filter(([turn]) => turn !== undefined)
  const [, worst = []] = turns.find(([, spans]) => tidy(total(spans)) === blocked) ?? []
  const longest = worst.reduce((a, b) => (total([b]) > total([a]) ? b : a))
  return (
    `\`${longest.label}\` blocked the loop for ${count(total([longest]))} ms ` +
    `(from ${count(longest.from)} ms), ${count(blocked)} ms in all before it could turn again: ` +
    `no timer fired and no answer was read meanwhile. ${adviceFor(longest, turns.length)}`
  )
}

function adviceFor({ kind }: Span, turns: number): string {
  if (kind === 'waiting') {
    return (
      'What waits for a thread with Atomics.wait stands still itself. On the main thread listen to its ' +
      'messages, or await Atomics.waitAsync.'
    )
  }
  if (kind === 'blocked') {
    return (
      'Wrapping it in `async`, a promise or a timer does not help, it stops the thread wherever it is ' +
      'called. Call its cooperative twin and await that.'
    )
  }
  return turns > 1
    ? 'The loop did turn in between, but not often enough: a slice is over as soon as its time is reached.'
    : 'Do a part of the work, let the loop turn and wait for that, do the next. `await null`, ' +
        '`queueMicrotask` and `process.nextTick` do not let it turn; `setImmediate` does.'
}

const oneAfterAnother: Diagnosis = ({ trace, elapsed }, goal) => {
  const work = workFor(goal, trace)
  if (work.length < 2 || peakOf(work) > 1 || !wantsMore(goal, elapsed, 1)) return undefined
  // Where one after another is the goal, too, the time went elsewhere.
  if (total(work) <= (goal.elapsed ?? 0)) return undefined
  return (
    `${plural(work.length, nounFor(work))}, never more than 1 ${inFlight(work)}: ` +
    `they ran one after another, so their times add up to ${count(tidy(total(work)))} ms. ` +
    'Look for an `await` inside a loop: it holds the next turn back until this one is done.'
  )
}

const inBatches: Diagnosis = ({ trace, elapsed }, goal) => {
  const work = workFor(goal, trace)
  const batches = batchesOf(work)
  const size = latest(batches.map(batch => batch.length))
  if (size < 2 || batches.length < 2 || !wantsMore(goal, elapsed, size)) return undefined
  const slowest = latest(work.map(span => total([span])))
  const advice =
    goal.elapsed === slowest
      ? 'Start all of them before you wait for the first.'
      : 'Start the next one as soon as one is done.'
  return (
    `${plural(work.length, nounFor(work))} in ${count(batches.length)} batches of up to ${count(size)}: ` +
    `each batch waits for its slowest while the places of the others stay empty. ${advice}`
  )
}

const waitedForNothing: Diagnosis = ({ trace, elapsed }, goal) => {
  const requests = requestsOf(trace)
  const timers = trace.filter(span => span.kind === 'timer')
  const idle = tidy(elapsed - covered([...requests, ...connectionsOf(trace)]))
  if (!((goal.elapsed ?? elapsed) < elapsed) || requests.length === 0) return undefined
  if (timers.length === 0 || idle <= 0) return undefined
  return (
    `For ${count(idle)} ms no request was in flight: your function waited for timers ` +
    `(the first is ${timers[0]?.label}). No request has to wait for a timer.`
  )
}

const tooManyAtOnce: Diagnosis = ({ trace, elapsed }, goal) => {
  const work = workFor(goal, trace)
  const peak = peakOf(work)
  const timers = trace.filter(({ kind }) => kind === 'timer')
  const over = latest([elapsed, ...[...work, ...timers].map(span => span.to)])
  const tooFast = goal.elapsed !== undefined && goal.elapsed > over
  const allowed = goal.peak ?? (tooFast ? 1 : peak)
  // As many threads as that were meant to work at once: they only started too early, or out of order.
  if (peak <= allowed || (goal.peak === undefined && threadsOf(trace).length >= peak))
    return undefined
  const [first] = work
  const noun = nounFor(work)
  const how = work.every(span => span.from === first?.from)
    ? `${plural(work.length, noun)} started at the same instant (${count(first?.from ?? 0)} ms)`
    : `${plural(peak, noun)} were ${inFlight(work)} at once`
  const limit =
    goal.peak === undefined ? '' : `, and no more than ${count(goal.peak)} may be ${inFlight(work)}`
  return (
    `${how}${limit}. Calling a function such as \`fetch\` starts its work at once; ` +
    '`await` only waits for the answer. Call it when its turn has come, not earlier.'
  )
}

const startedOutOfOrder: Diagnosis = ({ trace }, goal) => {
  const order = goal.order?.map(addressOf)
  const started = requestsOf(trace).filter(span => order?.includes(addressIn(span)))
  const places = started.map(span => order?.indexOf(addressIn(span)) as number)
  const wrong = firstOutOfOrder(started, places)
  if (wrong < 0) return undefined
  return (
    `Requests started out of order: ${(started[wrong] as Span).label} only after ` +
    `${(started[wrong - 1] as Span).label}. Take the next one from the front of the queue; if the tasks ` +
    'were dealt out to the places beforehand, let all places take from one queue.'
  )
}

const resultsInOrderOfCompletion: Diagnosis = ({ result, trace, server }) => {
  const requests = requestsOf(trace)
  const order = Array.isArray(result) ? result.map(item => mentioned(item, requests)) : []
  if (requests.length < 2 || order.length !== requests.length) return undefined
  const routes = Object.keys(server).map(addressOf)
  const byRoute = requests.toSorted(
    (a, b) => routes.indexOf(addressIn(a)) - routes.indexOf(addressIn(b)),
  )
  const byEnd = requests.toSorted((a, b) => a.closed - b.closed)
  const same = (other: readonly Span[]) => order.every((request, index) => request === other[index])
  if (!same(byEnd) || same(requests) || same(byRoute)) return undefined
  return (
    'The results are in the order in which the answers came ' +
    `(${(byEnd[0] as Span).label} first), not in the order of the input. ` +
    'Put each result at the index of its task instead of pushing it when it arrives.'
  )
}

const DIAGNOSES: readonly Diagnosis[] = [
  crashed,
  ...THREAD_DIAGNOSES,
  ...DATABASE_DIAGNOSES,
  finishedBeforeItsWork,
  intervalLeft,
  nothingWasRequested,
  errorSwallowed,
  wentOnAfterError,
  loopBlocked,
  ...DATABASE_WORK_DIAGNOSES,
  oneAfterAnother,
  inBatches,
  ...THREAD_WORK_DIAGNOSES,
  waitedForNothing,
  tooManyAtOnce,
  startedOutOfOrder,
  resultsInOrderOfCompletion,
]

// ---- facts about a trace -----------------------------------------------------------------------------

/** True where the goal is less time, or more requests at once, than there were. */
function wantsMore(goal: Goal, elapsed: number, peak: number): boolean {
  return (goal.elapsed ?? elapsed) < elapsed || (goal.peak ?? peak) > peak
}

/** What a goal speaks of: a peak is one of requests, a time is also one of timers. */
function workFor(goal: Goal, trace: readonly Span[]): Span[] {
  return goal.peak === undefined ? workOf(trace) : requestsOf(trace)
}

function nounFor([first]: readonly Span[]): 'request' | 'timer' {
  return first?.kind === 'timer' ? 'timer' : 'request'
}

function inFlight(work: readonly Span[]): string {
  return nounFor(work) === 'timer' ? 'running' : 'in flight'
}

/** Whether an error was thrown by an emitter of events, as nobody listened to it: Node marks those. */
function wasUnheard(error: unknown): boolean {
  const marks = error instanceof Error ? Object.getOwnPropertySymbols(error) : []
  return marks.some(({ description }) => description === 'kEnhanceStackBeforeInspector')
}

/** The times of some spans added up, in ms. */
function total(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** For how long at least one of some spans was open, in ms. */
function covered(spans: readonly Span[]): number {
  let end = 0
  let sum = 0
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return sum
}

/** The largest of many numbers; 0 of none. */
function latest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), 0)
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

/** The request whose address stands in a result; the longest one, as /posts/1 stands in /posts/13 too. */
function mentioned(item: unknown, requests: readonly Span[]): Span | undefined {
  const text = textOf(item)
  return requests
    .filter(({ url }) => text.includes(url as string))
    .sort((a, b) => (b.url as string).length - (a.url as string).length)[0]
}
