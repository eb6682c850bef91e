import { axis, Bar, legend, type Mark } from './bar.ts'
import { tidy } from './clock.ts'
import type { Run } from './simulate.ts'
import { peakOf, type Span, threadsOf, workOf } from './trace.ts'
import { count, plural } from './words.ts'

const WIDTH = 80
const LONGEST_LABEL = 22
const MOST_ROWS = 24

/** One line of the picture: a label, the spans in its bar, and a figure at the right. */
interface Line {
  readonly label: string
  readonly draw: (bar: Bar) => void
  readonly figure: string
}

/** What a run must have to be drawn. */
export type Drawable = Pick<Run, 'elapsed' | 'trace'>

/**
 * Draws a run as text: a row for the student's function, one for each request or timer, one for the main
 * thread where it was busy, an axis in ms. Never wider than 80 columns; plain ASCII without colour.
 */
export function timeline(run: Drawable): string {
  const end = endOf(run)
  const lines = [functionLine(run), ...mainLine(run), ...threadLines(run), ...rowLines(run)]
  const labels = Math.max(2, ...lines.map(line => line.label.length))
  const figures = Math.max(...lines.map(line => line.figure.length))
  const scale = { end, columns: WIDTH - labels - figures - 2 }
  const used = new Set<Mark>()
  const pictures = lines.map(({ label, draw, figure }) => {
    const bar = new Bar(scale)
    draw(bar)
    for (const mark of bar.marks) used.add(mark)
    return `${label.padEnd(labels)} ${bar} ${figure.padStart(figures)}`
  })
  const indent = ' '.repeat(labels + 1)
  const [numbers, ticks] = axis(scale)
  const picture = [`${'ms'.padStart(labels)} ${numbers}`, indent + ticks, ...pictures]
  return [...picture.map(line => line.trimEnd()), ...legend(used)].join('\n')
}

// ---- which lines -----------------------------------------------------------------------------------

function functionLine({ elapsed }: Drawable): Line {
  return {
    label: 'your function',
    draw: bar => bar.fill(0, elapsed, '.'),
    figure: `0-${count(elapsed)}`,
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
  const state = busy.every(({ kind }) => kind === 'blocked') ? 'blocked' : 'busy'
  return [{ label: 'main thread', draw, figure: `${state} ${count(total)}` }]
}

/** A line for each thread but the main one: what it did from its start to its end. */
function threadLines(run: Drawable): Line[] {
  const spans = Map.groupBy(run.trace, span => span.track)
  const threads = threadsOf(run.trace)
  const lines = threads.map(life => threadLine(life, spans.get(life.track) ?? [], endOf(run)))
  if (lines.length <= MOST_ROWS + 1) return lines
  return [...lines.slice(0, MOST_ROWS), remark(`.. ${count(lines.length - MOST_ROWS)} threads ..`)]
}

function threadLine(life: Span, spans: readonly Span[], end: number): Line {
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
  if (lived <= 0) return '0 ms'
  return idle > 0 ? `idle ${count(idle)}` : 'never idle'
}

const THREAD_MARKS: { readonly [kind in Span['kind']]?: Mark } = {
  blocked: '-',
  computing: '%',
  waiting: 'L',
}

/** The calls of `#lab/blocking` that wait for a server. */
const IO = /^(get$|redis\.|mysql\.|postgres\.)/

/** A blocking request is I/O; other blocking calls only wait. */
function markOf({ kind, label }: Span): Mark {
  if (kind === 'blocked' && IO.test(label)) return '='
  if (kind === 'waiting' && label === 'core') return 'c'
  return THREAD_MARKS[kind] ?? '_'
}

function rowLines({ trace }: Drawable): Line[] {
  const shown = trace.filter(span => !isInThreadsRow(span))
  const rows = [...Map.groupBy(shown, span => span.track).values()]
  if (rows.length <= MOST_ROWS) return rows.map(rowLine)
  // With so many, timers beside requests are left out first: they are timeouts, most often.
  const work = new Set(workOf(trace))
  const telling = rows.filter(([first]) => first?.kind !== 'timer' || work.has(first))
  const together = telling.flat().filter(span => span.kind !== 'interval')
  const timers = rows.length - telling.length
  const timersLine = timers > 0 ? [remark(`.. ${count(timers)} timers ..`)] : []
  if (telling.length <= MOST_ROWS) return [...telling.map(rowLine), ...timersLine]
  const [head, tail] = [MOST_ROWS - 8, 4]
  return [
    ...telling.slice(0, head).map(rowLine),
    remark(`.. ${count(telling.length - head - tail)} more ..`),
    ...telling.slice(-tail).map(rowLine),
    ...timersLine,
    togetherLine(together),
  ]
}

/** What a thread's own line shows already: its blocking requests, too. */
function isInThreadsRow({ track, kind, thread, blocking }: Span): boolean {
  const isThreads = track === 'main' || kind === 'thread' || track.startsWith('thread ')
  return isThreads || kind === 'connection' || (thread !== undefined && blocking === true)
}

function remark(label: string): Line {
  return { label, draw: () => {}, figure: '' }
}

function rowLine(spans: readonly Span[]): Line {
  const [first, last] = [spans[0] as Span, spans.at(-1) as Span]
  return {
    label: first.kind === 'query' ? shortQuery(labelOf(first)) : shorten(labelOf(first)),
    draw: bar => {
      for (const span of spans) drawSpan(bar, span)
    },
    figure: first.kind === 'interval' ? beats(spans) : `${count(first.from)}-${count(last.to)}`,
  }
}

function labelOf({ label, status = 200, code, outcome }: Span): string {
  if (code !== undefined) return `${label} ${code}`
  if (outcome === 'unknown') return `${label} unknown`
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

function beats(spans: readonly Span[]): string {
  const fired = spans.filter(span => span.outcome === 'done')
  const late = fired.filter(isLate)
  return late.length > 0
    ? `${count(late.length)} of ${count(fired.length)} late`
    : plural(fired.length, 'time')
}

function drawSpan(bar: Bar, span: Span): void {
  const { kind, from, to, outcome } = span
  if (kind === 'interval') {
    if (outcome === 'done') bar.mark(to, isLate(span) ? '!' : '|')
    return
  }
  bar.fill(from, to, kind === 'request' || kind === 'query' ? '=' : '-')
  if (outcome === 'cut') bar.mark(to, 'x')
  if (outcome === 'unknown') bar.mark(to, '?')
  if (GIVEN_UP.has(outcome)) bar.mark(to, '/')
  if (outcome === 'open') bar.mark(to, '>')
  if (kind === 'timer' && outcome === 'done') bar.mark(to, isLate(span) ? '!' : '|')
}

const GIVEN_UP = new Set<Span['outcome']>(['dropped', 'cleared', 'ended'])

function isLate({ due, to }: Span): boolean {
  return due !== undefined && to > due
}

/** How much of very much work was going on at once, column by column. */
function togetherLine(work: readonly Span[]): Line {
  const peak = peakOf(work)
  return {
    label: `all ${count(work.length)} together`,
    draw: bar => bar.density(work, peak),
    figure: `peak ${count(peak)}`,
  }
}

/** The time at the right edge: when the work was over. What is left behind and never ends is cut off. */
function endOf({ elapsed, trace }: Drawable): number {
  const lastOf = (least: number, ...kinds: Span['kind'][]) =>
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
