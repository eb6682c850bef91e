import { tidy } from '../ground/time.ts'
import type { DrawnSpan, Kind, Outcome } from '../ground/trace.ts'
import { words } from '../ground/words/words.ts'
import { isOfInterest, peakOf, workOf } from './trace-analysis.ts'

// Which rows a picture of a run has, whoever draws them: what is worth a row, what it is called, and its figure.

/** What a run must have to be drawn. */
export interface Drawable {
  /** ms until the function settled. */
  readonly elapsed: number
  readonly trace: readonly DrawnSpan[]
}

/** One row of a picture: a label, what is drawn, and a figure at the right. */
export interface Row {
  readonly kind: 'function' | 'main' | 'thread' | 'work' | 'together' | 'remark'
  readonly label: string
  readonly figure: string
  readonly spans: readonly DrawnSpan[]
  /** From its start to its end, where it is a thread's row. */
  readonly life?: DrawnSpan
}

/** A picture's limits. */
export interface Limits {
  /** How many rows threads may take, and how many requests, timers and the like. */
  readonly rows: number
  /** The time at the right edge. */
  readonly end: number
}

const LONGEST_LABEL = 22

/** @param name what the row of the run's function is called */
export function rowsOf(name: string, run: Drawable, limits: Limits): Row[] {
  return [
    functionRow(name, run),
    ...mainRow(run),
    ...threadRows(run, limits),
    ...workRows(run, limits),
  ]
}

/** The time at the right edge: when the work was over. What is left behind and never ends is cut off. */
export function endOf({ elapsed, trace }: Drawable): number {
  const lastOf = (least: number, ...kinds: Kind[]) =>
    trace.reduce(
      (end, span) =>
        kinds.includes(span.kind) && span.outcome !== 'open' ? Math.max(end, span.to) : end,
      least,
    )
  return (
    lastOf(elapsed, 'request', 'query', 'blocked', 'computing') ||
    lastOf(0, 'timer', 'interval') ||
    1
  )
}

// ---- what a span is ---------------------------------------------------------------------------------

/** What a thread did with its time. */
export type Doing = 'io' | 'blocked' | 'computing' | 'lock' | 'core' | 'idle'

/** The calls of `#lab/blocking` that wait for a server. */
const IO = /^(get$|redis\.|mysql\.|postgres\.)/

/** A blocking request is I/O; other blocking calls only wait. */
export function doingIn({ kind, label }: DrawnSpan): Doing {
  if (kind === 'blocked') return IO.test(label) ? 'io' : 'blocked'
  if (kind === 'waiting') return label === 'core' ? 'core' : 'lock'
  return kind === 'computing' ? 'computing' : 'idle'
}

/** Whether a thread did something, or waited where it could do nothing else. */
export function isBusy({ kind }: DrawnSpan): boolean {
  return kind === 'blocked' || kind === 'computing' || kind === 'waiting'
}

const GIVEN_UP = new Set<Outcome>(['dropped', 'cleared', 'ended'])

export function isGivenUp({ outcome }: DrawnSpan): boolean {
  return GIVEN_UP.has(outcome)
}

/** How much later than it should have a timer fired, in ms; 0 where it was in time, or has not fired. */
export function latenessOf({ due, to, outcome }: DrawnSpan): number {
  return due !== undefined && outcome === 'done' && to > due ? tidy(to - due) : 0
}

// ---- rows -------------------------------------------------------------------------------------------

function functionRow(name: string, { elapsed }: Drawable): Row {
  const figure = words.pictures.range({ from: 0, to: elapsed })
  return { kind: 'function', label: name, figure, spans: [] }
}

function mainRow({ trace }: Drawable): Row[] {
  const spans = trace.filter(span => span.track === 'main' && isBusy(span))
  if (spans.length === 0) return []
  const total = spans.reduce((sum, { from, to }) => sum + to - from, 0)
  const { blocked, busy: works, mainThread } = words.pictures
  const state = spans.every(({ kind }) => kind === 'blocked') ? blocked : works
  return [{ kind: 'main', label: mainThread, figure: state({ ms: total }), spans }]
}

/** A row for each thread but the main one: what it did from its start to its end. */
function threadRows({ trace }: Drawable, { rows, end }: Limits): Row[] {
  const spans = Map.groupBy(trace, span => span.track)
  const threads = trace.filter(({ kind }) => kind === 'thread')
  const all = threads.map(life => threadRow(life, spans.get(life.track) ?? [], end))
  if (all.length <= rows + 1) return all
  return [...all.slice(0, rows), remark(words.pictures.moreThreads({ many: all.length - rows }))]
}

function threadRow(life: DrawnSpan, own: readonly DrawnSpan[], end: number): Row {
  const spans = own.filter(isBusy)
  const lived = Math.min(life.to, end) - life.from
  const idle = spans.reduce((sum, { from, to }) => sum - (Math.min(to, end) - from), lived)
  return { kind: 'thread', label: life.track, figure: idleFigure(lived, tidy(idle)), spans, life }
}

function idleFigure(lived: number, idle: number): string {
  if (lived <= 0) return words.pictures.nothingLived
  return idle > 0 ? words.pictures.idle({ ms: idle }) : words.pictures.neverIdle
}

function workRows({ trace }: Drawable, { rows: most }: Limits): Row[] {
  const rows = rowsIn(trace)
  if (rows.length <= most) return rows.map(workRow)
  const telling = tellingOf(trace)
  const others = othersRow(rows.filter(row => !telling.some(([first]) => first === row[0])))
  if (telling.length <= most) return [...telling.map(workRow), ...others]
  const together = togetherRow(togetherOf(telling))
  if (most < 3) return [together]
  const tail = Math.min(4, Math.floor((most - 2) / 3))
  const head = Math.max(1, most - 4 - tail)
  const middle = telling.slice(head, telling.length - tail)
  // What failed has to be seen: it takes the place of the last row before those that are left out.
  const failed = middle.find(spans => spans.some(isFailed))
  const first = failed ? [...telling.slice(0, head - 1), failed] : telling.slice(0, head)
  return [
    ...first.map(workRow),
    remark(words.pictures.moreRows({ many: middle.length })),
    ...telling.slice(telling.length - tail).map(workRow),
    ...others,
    together,
  ]
}

/** What there is no room for, in a row. */
function othersRow(rows: readonly DrawnSpan[][]): Row[] {
  const messages = rows.filter(([first]) => first?.kind === 'message').length
  const kinds = [
    ...(rows.length > messages
      ? [words.pictures.moreTimers({ many: rows.length - messages })]
      : []),
    ...(messages > 0 ? [words.pictures.moreMessages({ many: messages })] : []),
  ]
  return kinds.length > 0 ? [remark(kinds.join(', '))] : []
}

/** What gets a row each, where there is room: requests, timers and the like. */
function rowsIn(trace: readonly DrawnSpan[]): DrawnSpan[][] {
  const shown = trace.filter(span => !isInThreadsRow(span) && isOfInterest(span))
  return [...Map.groupBy(shown, span => span.track).values()]
}

/**
 * Where there are many rows, timers beside requests are left out first: they are timeouts, most often. So are
 * messages that had to wait.
 */
function tellingOf(trace: readonly DrawnSpan[]): DrawnSpan[][] {
  const work = new Set(workOf(trace))
  return rowsIn(trace).filter(
    ([first]) => first?.kind !== 'message' && (first?.kind !== 'timer' || work.has(first)),
  )
}

function togetherOf(rows: readonly DrawnSpan[][]): DrawnSpan[] {
  return rows.flat().filter(span => span.kind !== 'interval')
}

function isFailed({ outcome }: DrawnSpan): boolean {
  return outcome === 'cut' || outcome === 'refused'
}

/** What a thread's own row shows already: its blocking requests, too. */
function isInThreadsRow({ track, kind, thread, blocking }: DrawnSpan): boolean {
  const isThreads = track === 'main' || kind === 'thread' || track.startsWith('thread ')
  return isThreads || kind === 'connection' || (thread !== undefined && blocking === true)
}

function remark(text: string): Row {
  return { kind: 'remark', label: `.. ${text} ..`, figure: '', spans: [] }
}

function workRow(spans: readonly DrawnSpan[]): Row {
  const [first, last] = [spans[0] as DrawnSpan, spans.at(-1) as DrawnSpan]
  const { range } = words.pictures
  return {
    kind: 'work',
    label: first.kind === 'query' ? shortQuery(labelOf(first)) : shorten(labelOf(first)),
    figure: first.kind === 'interval' ? beats(spans) : range({ from: first.from, to: last.to }),
    spans,
  }
}

/** How much of very much work was going on at once. */
function togetherRow(work: readonly DrawnSpan[]): Row {
  const { together, peak } = words.pictures
  return {
    kind: 'together',
    label: together({ many: work.length }),
    figure: peak({ peak: peakOf(work) }),
    spans: work,
  }
}

/** What a student would call a span, and how it went where that is to be seen at once. */
export function labelOf({ label, status = 200, code, outcome }: DrawnSpan): string {
  if (code !== undefined) return `${label} ${code}`
  if (outcome === 'unknown') return words.pictures.unknown({ label })
  return status >= 400 ? `${label} ${status}` : label
}

function shorten(label: string): string {
  if (label.length <= LONGEST_LABEL) return label
  return `${label.slice(0, 8)}..${label.slice(10 - LONGEST_LABEL)}`
}

/** Queries are told apart by how they begin. */
function shortQuery(label: string): string {
  return label.length <= LONGEST_LABEL ? label : `${label.slice(0, LONGEST_LABEL - 2)}..`
}

function beats(spans: readonly DrawnSpan[]): string {
  const fired = spans.filter(span => span.outcome === 'done')
  const late = fired.filter(span => latenessOf(span) > 0)
  return late.length > 0
    ? words.pictures.lateBeats({ late: late.length, many: fired.length })
    : words.pictures.beats({ many: fired.length })
}
