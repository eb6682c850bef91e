import { tidy } from '../../ground/time.ts'
import type { Span } from '../../ground/trace.ts'
import { textOf } from '../../ground/value-text.ts'
import { addressOf } from '../../servers/routes.ts'
import {
  addressIn,
  batchesOf,
  connectionsOf,
  firstOutOfOrder,
  openAtPeak,
  peakOf,
  requestsOf,
  threadsOf,
} from '../trace-analysis.ts'
import { type Diagnosis, found } from './diagnosis.ts'
import { covered, latest, nounFor, total, wantsMore, workFor } from './facts.ts'

/** How much ran at once, and in which order. */

export const oneAfterAnother: Diagnosis = ({ trace, elapsed }, goal) => {
  const work = workFor(goal, trace)
  if (work.length < 2 || peakOf(work) > 1 || !wantsMore(goal, elapsed, 1)) return undefined
  // Where one after another is the goal, too, the time went elsewhere: into requests made again, for one.
  const repeats = repeatsIn(work)
  if (total(work.filter(span => !repeats.has(span))) <= (goal.elapsed ?? 0)) return undefined
  const facts = { many: work.length, noun: nounFor(work), ms: tidy(total(work)) }
  return found('oneAfterAnother', facts, work)
}

/** A request that failed, or was answered with an error, is made once more. */
export const requestedAgain: Diagnosis = ({ trace, elapsed }, goal) => {
  const requests = requestsOf(trace)
  const again = [...repeatsIn(requests)]
  const failed = requests.find(
    span =>
      isFailed(span) && again.some(other => isSame(span, other) && other.opened > span.closed),
  )
  if (!failed || (goal.elapsed ?? elapsed) >= elapsed) return undefined
  return found(
    'requestedAgain',
    {
      label: failed.label,
      status: failed.status,
      ms: failed.to,
      times: again.filter(span => isSame(span, failed)).length,
    },
    requests.filter(span => isSame(span, failed)),
  )
}

/** Each of the server's routes is requested, and one of them again before it has replied. */
export const requestedTwice: Diagnosis = ({ trace, server }) => {
  const requests = requestsOf(trace)
  const addresses = new Set(requests.map(asked))
  const [twice] = repeatsIn(requests)
  // Of a part of the routes it can't be known: a list may have an address twice.
  if (!twice || addresses.size < Object.keys(server).length || addresses.size < 2) return undefined
  const times = requests.filter(span => isSame(span, twice))
  if (peakOf(times) < 2) return undefined
  return found(
    'requestedTwice',
    {
      label: twice.label,
      times: times.length,
      many: requests.length,
      addresses: addresses.size,
    },
    times,
  )
}

/** Batches that get smaller before the last one: what ends does not start another any more. */
function areLostSlots(sizes: readonly number[]): boolean {
  const shrinks = sizes.every((size, index) => index === 0 || size <= (sizes[index - 1] ?? 0))
  return shrinks && sizes.slice(0, -1).some(size => size < (sizes[0] ?? 0))
}

export const inBatches: Diagnosis = ({ trace, elapsed }, goal) => {
  const work = workFor(goal, trace)
  const batches = batchesOf(work)
  const sizes = batches.map(batch => batch.length)
  const size = latest(sizes)
  if (areLostSlots(sizes)) return undefined
  if (size < 2 || batches.length < 2 || !wantsMore(goal, elapsed, size)) return undefined
  const slowest = latest(work.map(span => total([span])))
  return found(
    'inBatches',
    {
      many: work.length,
      noun: nounFor(work),
      batches: batches.length,
      size,
      isLimited: goal.elapsed !== slowest,
    },
    work,
  )
}

export const waitedForNothing: Diagnosis = ({ trace, elapsed }, goal) => {
  const requests = requestsOf(trace)
  const timers = trace.filter(span => span.kind === 'timer')
  const idle = tidy(elapsed - covered([...requests, ...connectionsOf(trace)]))
  if (!((goal.elapsed ?? elapsed) < elapsed) || requests.length === 0) return undefined
  if (timers.length === 0 || idle <= 0) return undefined
  return found('waitedForNothing', { ms: idle, timer: timers[0]?.label ?? '' }, timers)
}

/** Fewer than before are under way while others wait, until the oldest has ended, or until somebody looks. */
export const slotIdle: Diagnosis = (run, goal) => {
  const { trace, elapsed } = run
  const work = workFor(goal, trace).toSorted((one, other) => one.from - other.from)
  const slots = peakOf(work)
  if (slots < 2 || !((goal.elapsed ?? elapsed) < elapsed)) return undefined
  // Of batches and of threads more is known.
  if (threadsOf(trace).length > 0 || inBatches(run, goal)) return undefined
  const ends = work.map(({ to }) => to).sort((one, other) => one - other)
  // How many have started, and how many have ended, before the next one starts.
  let started = 0
  let ended = 0
  for (const [index, next] of work.entries()) {
    if (next.from !== work[started]?.from) started = index
    while ((ends[ended] ?? next.from) < next.from) ended++
    const free = ends[ended - 1]
    const before = work[started - 1]
    if (index < slots || free === undefined || !before || started - ended >= slots) continue
    if (before.from >= free) continue
    const last = work.find(({ to }) => to === next.from)
    const facts = { noun: nounFor(work), from: free, to: next.from, ended: last?.label }
    return found('slotIdle', facts, last ? [last, next] : [next])
  }
  return undefined
}

/** As many as allowed, until one of them ends: then all the others at once. */
export const startedAfterTheFirst: Diagnosis = ({ trace }, goal) => {
  const work = workFor(goal, trace)
  const limit = goal.peak ?? Number.POSITIVE_INFINITY
  const first = work.reduce((earliest, { to }) => Math.min(earliest, to), Number.POSITIVE_INFINITY)
  const before = work.filter(({ from }) => from < first).length
  const after = work.filter(({ from }) => from === first).length
  if (before < 2 || before > limit || after <= limit) return undefined
  const facts = { noun: nounFor(work), before, ms: first, after }
  return found(
    'startedAfterTheFirst',
    facts,
    work.filter(({ from }) => from === first),
  )
}

export const tooManyAtOnce: Diagnosis = (run, goal) => {
  if (startedAfterTheFirst(run, goal)) return undefined
  const { trace, elapsed } = run
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
  const isAtOnce = work.every(span => span.from === first?.from)
  return found(
    'tooManyAtOnce',
    {
      many: isAtOnce ? work.length : peak,
      noun: nounFor(work),
      instant: isAtOnce ? first?.from : undefined,
      limit: goal.peak,
    },
    openAtPeak(work),
  )
}

export const startedOutOfOrder: Diagnosis = ({ trace }, goal) => {
  const order = goal.order?.map(addressOf)
  const started = requestsOf(trace).filter(span => order?.includes(addressIn(span)))
  const places = started.map(span => order?.indexOf(addressIn(span)) as number)
  const wrong = firstOutOfOrder(started, places)
  if (wrong < 0) return undefined
  const [early, late] = [started[wrong - 1] as Span, started[wrong] as Span]
  return found('startedOutOfOrder', { late: late.label, early: early.label }, [early, late])
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
  const [first] = byEnd as [Span]
  return found('resultsInOrderOfCompletion', { first: first.label }, [first])
}

/** The request whose address stands in a result; the longest one, as /posts/1 stands in /posts/13 too. */
function mentioned(item: unknown, requests: readonly Span[]): Span | undefined {
  const text = textOf(item)
  return requests
    .filter(({ url }) => text.includes(url as string))
    .sort((a, b) => (b.url as string).length - (a.url as string).length)[0]
}

function isSame(a: Span, b: Span): boolean {
  return asked(a) === asked(b)
}

/** What was asked for: all queries to a database have its one address. */
function asked(span: Span): string {
  const { kind, label, values = [] } = span
  return kind === 'query' ? JSON.stringify([span.url, label, values.map(String)]) : addressIn(span)
}

/** Those of some spans, in the order in which they began, that ask for what was asked for before. */
function repeatsIn(spans: readonly Span[]): Set<Span> {
  const known = new Set<string>()
  return new Set(
    spans.filter(span => {
      if (span.url === undefined) return false
      const what = asked(span)
      const isRepeat = known.has(what)
      known.add(what)
      return isRepeat
    }),
  )
}

function isFailed({ outcome, status = 200 }: Span): boolean {
  return outcome === 'cut' || outcome === 'refused' || status >= 400
}
