import { count, plural, textOf } from '../../ground/text.ts'
import { tidy } from '../../ground/time.ts'
import type { Span } from '../../ground/trace.ts'
import { addressOf } from '../../servers/routes.ts'
import {
  addressIn,
  batchesOf,
  connectionsOf,
  firstOutOfOrder,
  peakOf,
  requestsOf,
  threadsOf,
} from '../trace-analysis.ts'
import type { Diagnosis } from './diagnosis.ts'
import { covered, inFlight, latest, nounFor, total, wantsMore, workFor } from './facts.ts'

/** How much ran at once, and in which order. */

export const oneAfterAnother: Diagnosis = ({ trace, elapsed }, goal) => {
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

export const inBatches: Diagnosis = ({ trace, elapsed }, goal) => {
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

export const waitedForNothing: Diagnosis = ({ trace, elapsed }, goal) => {
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

export const tooManyAtOnce: Diagnosis = ({ trace, elapsed }, goal) => {
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

export const startedOutOfOrder: Diagnosis = ({ trace }, goal) => {
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

export const resultsInOrderOfCompletion: Diagnosis = ({ result, trace, server }) => {
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

/** The request whose address stands in a result; the longest one, as /posts/1 stands in /posts/13 too. */
function mentioned(item: unknown, requests: readonly Span[]): Span | undefined {
  const text = textOf(item)
  return requests
    .filter(({ url }) => text.includes(url as string))
    .sort((a, b) => (b.url as string).length - (a.url as string).length)[0]
}
