import { tidy } from '../ground/time.ts'
import type { DrawnSpan, Kind, Outcome } from '../ground/trace.ts'
import { words } from '../ground/words/words.ts'
import type { Run } from '../run/run.ts'
import { axis, Bar, legend, type Mark } from './bar.ts'
import { isOfInterest, peakOf, workOf } from './trace-analysis.ts'

/** What stands above the picture in a test's message. */
export const PICTURE_HEADING = words.pictures.heading

const LONGEST_LABEL = 22

/** One line of the picture: a label, the spans in its bar, and a figure at the right. */
interface Line {
  readonly label: string
  readonly draw: (bar: Bar) => void
  readonly figure: string
}

/** What a run must have to be drawn. */
export type Drawable = Pick<Run, 'elapsed'> & { readonly trace: readonly DrawnSpan[] }

/** How much room there is for a picture. */
export interface Room {
  readonly columns: number
  /** How many rows threads may take in each run, and how many requests, timers and the like. */
  readonly rows: number
  /** Whether there is room to say what the marks mean. */
  readonly legend: boolean
  /** Colours a stretch of equal marks in a run's rows; the marks themselves stay. Default: no colour. */
  readonly paint?: Paint
}

/** @param run by what the row of the run's function is called; undefined in the legend */
export type Paint = (marks: string, run: string | undefined) => string

/** As a test's report has it. */
export const FULL_ROOM: Room = { columns: 80, rows: 24, legend: true }

/**
 * Draws a run as text: a row for the student's function, one for each request or timer, one for the main
 * thread where it was busy, an axis in ms. Never wider than 80 columns; plain ASCII without colour.
 */
export function timeline(run: Drawable): string {
  return timelines(new Map([[words.pictures.yours, run]]), FULL_ROOM)
}

/**
 * Draws runs above each other on one axis, so that what is shorter took less time.
 *
 * @param runs by what the row of their function is called
 */
export function timelines(runs: ReadonlyMap<string, Drawable>, room: Room): string {
  const end = Math.max(...[...runs.values()].map(endOf))
  const parts = [...runs].map(([name, run]) =>
    linesOf(name, run, { ...room, end }).map(line => ({ ...line, run: name })),
  )
  const lines = parts.flat()
  const labels = Math.max(2, ...lines.map(line => line.label.length))
  const figures = Math.max(...lines.map(line => line.figure.length))
  const scale = { end, columns: room.columns - labels - figures - 2 }
  const used = new Set<Mark>()
  const { paint = (marks: string) => marks } = room
  const drawn = ({ label, draw, figure, run }: Line & { readonly run: string }) => {
    const bar = new Bar(scale)
    draw(bar)
    for (const mark of bar.marks) used.add(mark)
    const row = bar.stretches.map(marks => paint(marks, run)).join('')
    return `${label.padEnd(labels)} ${row} ${figure.padStart(figures)}`
  }
  const indent = ' '.repeat(labels + 1)
  const [numbers, ticks] = axis(scale)
  const pictures = parts.flatMap((part, index) => [...(index > 0 ? [''] : []), ...part.map(drawn)])
  const picture = [
    `${words.pictures.milliseconds.padStart(labels)} ${numbers}`,
    indent + ticks,
    ...pictures,
  ]
  const meanings = room.legend ? legend(used, room.columns, mark => paint(mark, undefined)) : []
  return [...picture.map(line => line.trimEnd()), ...meanings].join('\n')
}

/** The same without a picture, for those who listen to it: a line for each row, with its figure. */
export function inWords(name: string, run: Drawable): string {
  const limits = { rows: FULL_ROOM.rows, end: endOf(run) }
  const spoken = ({ label, figure }: Line) => {
    const [, from, to] = /^([\d,.]+)-([\d,.]+)$/.exec(figure) ?? []
    const said = from && to ? words.pictures.spokenRange({ from, to }) : figure
    return said === '' ? label : `${label}: ${said}`
  }
  return linesOf(name, run, limits).map(spoken).join('\n')
}

/** A picture's limits: how many rows, and its scale. */
interface Limits {
  readonly rows: number
  /** The time at the right edge. */
  readonly end: number
}

function linesOf(name: string, run: Drawable, limits: Limits): Line[] {
  return [
    functionLine(name, run),
    ...mainLine(run),
    ...threadLines(run, limits),
    ...rowLines(run, limits),
  ]
}

// ---- which lines -----------------------------------------------------------------------------------

function functionLine(name: string, { elapsed }: Drawable): Line {
  return {
    label: name,
    draw: bar => bar.fill(0, elapsed, '.'),
    figure: words.pictures.range({ from: 0, to: elapsed }),
  }
}

function mainLine({ trace }: Drawable): Line[] {
  const busy = trace.filter(({ track, kind }) => track === 'main' && kind in THREAD_MARKS)
  if (busy.length === 0) return []
  const draw = (bar: Bar) => {
    for (const span of busy)
      bar.fill(span.from, span.to, span.kind === 'blocked' ? '#' : markOf(span))
  }
  const total = busy.reduce((sum, { from, to }) => sum + to - from, 0)
  const { blocked, busy: works, mainThread } = words.pictures
  const state = busy.every(({ kind }) => kind === 'blocked') ? blocked : works
  return [{ label: mainThread, draw, figure: state({ ms: total }) }]
}

/** A line for each thread but the main one: what it did from its start to its end. */
function threadLines({ trace }: Drawable, { rows, end }: Limits): Line[] {
  const spans = Map.groupBy(trace, span => span.track)
  const threads = trace.filter(({ kind }) => kind === 'thread')
  const lines = threads.map(life => threadLine(life, spans.get(life.track) ?? [], end))
  if (lines.length <= rows + 1) return lines
  return [
    ...lines.slice(0, rows),
    remark(words.pictures.moreThreads({ many: lines.length - rows })),
  ]
}

function threadLine(life: DrawnSpan, spans: readonly DrawnSpan[], end: number): Line {
  const busy = spans.filter(({ kind }) => kind in THREAD_MARKS)
  const lived = Math.min(life.to, end) - life.from
  const idle = busy.reduce((sum, { from, to }) => sum - (Math.min(to, end) - from), lived)
  return {
    label: life.track,
    draw: bar => {
      bar.fill(life.from, life.to, '_')
      for (const span of busy) {
        const { from, to } = span
        bar.fill(from, to, markOf(span))
        if (span.kind === 'blocked' && bar.widthOf(from, to) > 1) bar.mark(to, ']')
      }
      if (life.outcome === 'open') bar.mark(end, '>')
    },
    figure: idleFigure(lived, tidy(idle)),
  }
}

function idleFigure(lived: number, idle: number): string {
  if (lived <= 0) return words.pictures.nothingLived
  return idle > 0 ? words.pictures.idle({ ms: idle }) : words.pictures.neverIdle
}

const THREAD_MARKS: { readonly [kind in Kind]?: Mark } = {
  blocked: '-',
  computing: '%',
  waiting: 'L',
}

/** The calls of `#lab/blocking` that wait for a server. */
const IO = /^(get$|redis\.|mysql\.|postgres\.)/

/** A blocking request is I/O; other blocking calls only wait. */
function markOf({ kind, label }: DrawnSpan): Mark {
  if (kind === 'blocked' && IO.test(label)) return '='
  if (kind === 'waiting' && label === 'core') return 'c'
  return THREAD_MARKS[kind] ?? '_'
}

function rowLines({ trace }: Drawable, { rows: most }: Limits): Line[] {
  const rows = rowsIn(trace)
  if (rows.length <= most) return rows.map(rowLine)
  const telling = tellingOf(trace)
  const others = othersLine(rows.filter(row => !telling.some(([first]) => first === row[0])))
  if (telling.length <= most) return [...telling.map(rowLine), ...others]
  const together = togetherLine(togetherOf(telling))
  if (most < 3) return [together]
  const tail = Math.min(4, Math.floor((most - 2) / 3))
  const head = Math.max(1, most - 4 - tail)
  const middle = telling.slice(head, telling.length - tail)
  // What failed has to be seen: it takes the place of the last row before those that are left out.
  const failed = middle.find(spans => spans.some(isFailed))
  const first = failed ? [...telling.slice(0, head - 1), failed] : telling.slice(0, head)
  return [
    ...first.map(rowLine),
    remark(words.pictures.moreRows({ many: middle.length })),
    ...telling.slice(telling.length - tail).map(rowLine),
    ...others,
    together,
  ]
}

/** What there is no room for, in a line. */
function othersLine(rows: readonly DrawnSpan[][]): Line[] {
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

/** What a thread's own line shows already: its blocking requests, too. */
function isInThreadsRow({ track, kind, thread, blocking }: DrawnSpan): boolean {
  const isThreads = track === 'main' || kind === 'thread' || track.startsWith('thread ')
  return isThreads || kind === 'connection' || (thread !== undefined && blocking === true)
}

function remark(label: string): Line {
  return { label: `.. ${label} ..`, draw: () => {}, figure: '' }
}

function rowLine(spans: readonly DrawnSpan[]): Line {
  const [first, last] = [spans[0] as DrawnSpan, spans.at(-1) as DrawnSpan]
  return {
    label: first.kind === 'query' ? shortQuery(labelOf(first)) : shorten(labelOf(first)),
    draw: bar => {
      for (const span of spans) drawSpan(bar, span)
    },
    figure:
      first.kind === 'interval'
        ? beats(spans)
        : words.pictures.range({ from: first.from, to: last.to }),
  }
}

function labelOf({ label, status = 200, code, outcome }: DrawnSpan): string {
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
  const late = fired.filter(isLate)
  return late.length > 0
    ? words.pictures.lateBeats({ late: late.length, many: fired.length })
    : words.pictures.beats({ many: fired.length })
}

function drawSpan(bar: Bar, span: DrawnSpan): void {
  const { kind, from, to, outcome } = span
  if (kind === 'interval') {
    if (outcome === 'done') bar.mark(to, isLate(span) ? '!' : '|')
    return
  }
  bar.fill(from, to, kind === 'request' || kind === 'query' ? '=' : '-')
  if (outcome === 'cut') bar.mark(to, 'x')
  if (outcome === 'unknown' || outcome === 'refused') bar.mark(to, '?')
  if (GIVEN_UP.has(outcome)) bar.mark(to, '/')
  if (outcome === 'open') bar.mark(to, '>')
  if (kind === 'timer' && outcome === 'done') bar.mark(to, isLate(span) ? '!' : '|')
}

const GIVEN_UP = new Set<Outcome>(['dropped', 'cleared', 'ended'])

function isLate({ due, to }: DrawnSpan): boolean {
  return due !== undefined && to > due
}

/** How much of very much work was going on at once, column by column. */
function togetherLine(work: readonly DrawnSpan[]): Line {
  const peak = peakOf(work)
  return {
    label: words.pictures.together({ many: work.length }),
    draw: bar => bar.density(work, peak),
    figure: words.pictures.peak({ peak }),
  }
}

/** The time at the right edge: when the work was over. What is left behind and never ends is cut off. */
function endOf({ elapsed, trace }: Drawable): number {
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
