import type { DrawnSpan } from '../ground/trace.ts'
import { type Drawable, latenessOf } from './rows.ts'
import { spanInWords } from './span-words.ts'

// The format is that of "Trace Event Format", which chrome://tracing and ui.perfetto.dev open.

/** One event of a trace; times are in microseconds. */
export interface TraceEvent {
  readonly ph: 'M' | 'X' | 'i' | 's' | 'f'
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly ts?: number
  readonly dur?: number
  /** Which flow an arrow belongs to, and that it ends in the slice around it. */
  readonly id?: number
  readonly bp?: 'e'
  readonly s?: 't'
  readonly cat?: string
  readonly args?: Readonly<Record<string, unknown>>
}

export interface ChromeTrace {
  readonly displayTimeUnit: 'ms'
  readonly traceEvents: readonly TraceEvent[]
}

const MICROSECONDS = 1000

/**
 * Runs in Chrome's trace format: a process for each run, a track for each thread, request, query, connection and
 * timer, a flow for each message between threads. A simulated ms is a ms there.
 *
 * @param runs by the names of their processes
 */
export function chromeTrace(runs: ReadonlyMap<string, Drawable>): ChromeTrace {
  const traceEvents = [...runs].flatMap(([name, run], index) => {
    const pid = index + 1
    return eventsOf(pid, name, run)
  })
  return { displayTimeUnit: 'ms', traceEvents }
}

function eventsOf(pid: number, name: string, { elapsed, trace }: Drawable): TraceEvent[] {
  const tracks = ['main', ...new Set(trace.flatMap(trackOf))]
  const tidOf = new Map([...new Set(tracks)].map((track, index) => [track, index + 1]))
  const tid = (track: string) => tidOf.get(track) ?? 1
  const named = [...tidOf].flatMap(([track, number]) => [
    meta(pid, number, 'thread_name', { name: nameOf(track, trace) }),
    meta(pid, number, 'thread_sort_index', { sort_index: number }),
  ])
  const end = trace.reduce((last, { to }) => Math.max(last, to), elapsed)
  // The main thread lives as long as the run: what it sends begins in a slice of its own.
  const life = slice(pid, tid('main'), name, 0, end, { elapsed })
  return [
    meta(pid, 1, 'process_name', { name }),
    meta(pid, 1, 'process_sort_index', { sort_index: pid }),
    ...named,
    life,
    ...trace.flatMap(span => eventsFor(span, pid, tid)),
  ]
}

/** The track that a span has; a message is an arrow from one to another. */
function trackOf({ kind, track }: DrawnSpan): string[] {
  return kind === 'message' ? [] : [track]
}

/** What a track is called: as the first of what is on it. */
function nameOf(track: string, trace: readonly DrawnSpan[]): string {
  const first = trace.find(span => span.track === track)
  const isThreads = track === 'main' || track.startsWith('thread ')
  return isThreads || !first ? track : `${track}: ${first.label}`
}

function eventsFor(span: DrawnSpan, pid: number, tid: (track: string) => number): TraceEvent[] {
  const { kind, track, label, from, to } = span
  if (kind === 'message') return flow(span, pid, tid)
  const args = argsOf(span)
  if (kind === 'atomics' || kind === 'switch') {
    return [
      { ph: 'i', s: 't', name: label, cat: kind, pid, tid: tid(track), ts: micro(from), args },
    ]
  }
  return [{ ...slice(pid, tid(track), label, from, to, args), cat: kind }]
}

function argsOf(span: DrawnSpan): Record<string, unknown> {
  const { outcome, status, code, due, place } = span
  const late = latenessOf(span)
  const known = { outcome, status, code, due, place, 'late by': late > 0 ? late : undefined }
  const args = Object.entries({ ...known, says: spanInWords(span) })
  return Object.fromEntries(args.filter(([, value]) => value !== undefined))
}

/** A message: from the slice of its sender's life to that of its receiver's. */
function flow(span: DrawnSpan, pid: number, tid: (track: string) => number): TraceEvent[] {
  const { label, from, to, opened, outcome } = span
  const [, way, thread = ''] = /^message (from|to) (thread \d+)$/.exec(label) ?? []
  // One that nobody took has no end.
  if (outcome !== 'done' || way === undefined) return []
  const [sender, receiver] = way === 'to' ? ['main', thread] : [thread, 'main']
  const both = { name: label, cat: 'message', id: opened, pid }
  return [
    { ...both, ph: 's', tid: tid(sender), ts: micro(from) },
    { ...both, ph: 'f', bp: 'e', tid: tid(receiver), ts: micro(to) },
  ]
}

function slice(
  pid: number,
  tid: number,
  name: string,
  from: number,
  to: number,
  args: Record<string, unknown>,
): TraceEvent {
  return { ph: 'X', name, pid, tid, ts: micro(from), dur: micro(to) - micro(from), args }
}

function meta(pid: number, tid: number, name: string, args: Record<string, unknown>): TraceEvent {
  return { ph: 'M', name, pid, tid, args }
}

/** Whole microseconds: so exact is the clock. */
function micro(ms: number): number {
  return Math.round(ms * MICROSECONDS)
}
