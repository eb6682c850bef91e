import type { Run } from './simulate.ts'
import { peakOf, type Span, workOf } from './trace.ts'
import { count, fill, plural } from './words.ts'

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
  const lines = [functionLine(run), ...mainLine(run), ...rowLines(run)]
  const labels = Math.max(2, ...lines.map(line => line.label.length))
  const figures = Math.max(...lines.map(line => line.figure.length))
  const scale = { end, columns: WIDTH - labels - figures - 2 }
  const used = new Set<Mark>()
  const pictures = lines.map(({ label, draw, figure }) => {
    const bar = new Bar(scale, used)
    draw(bar)
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
  const busy = trace.filter(span => span.track === 'main')
  if (busy.length === 0) return []
  const draw = (bar: Bar) => {
    for (const { from, to, kind } of busy) bar.fill(from, to, kind === 'blocked' ? '#' : '%')
  }
  const total = busy.reduce((sum, { from, to }) => sum + to - from, 0)
  return [{ label: 'main thread', draw, figure: `busy ${count(total)}` }]
}

function rowLines({ trace }: Drawable): Line[] {
  const rows = [...Map.groupBy(trace, span => span.track)]
    .filter(([track]) => track !== 'main')
    .map(([, spans]) => spans)
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

function remark(label: string): Line {
  return { label, draw: () => {}, figure: '' }
}

function rowLine(spans: readonly Span[]): Line {
  const [first, last] = [spans[0] as Span, spans.at(-1) as Span]
  return {
    label: shorten(labelOf(first)),
    draw: bar => {
      for (const span of spans) drawSpan(bar, span)
    },
    figure: first.kind === 'interval' ? beats(spans) : `${count(first.from)}-${count(last.to)}`,
  }
}

function labelOf({ label, status = 200, outcome }: Span): string {
  if (outcome === 'unknown') return `${label} unknown`
  return status >= 400 ? `${label} ${status}` : label
}

function shorten(label: string): string {
  if (label.length <= LONGEST_LABEL) return label
  return `${label.slice(0, 8)}..${label.slice(10 - LONGEST_LABEL)}`
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
  bar.fill(from, to, kind === 'request' ? '=' : '-')
  if (outcome === 'cut') bar.mark(to, 'x')
  if (outcome === 'unknown') bar.mark(to, '?')
  if (outcome === 'dropped' || outcome === 'cleared') bar.mark(to, '/')
  if (outcome === 'open') bar.mark(to, '>')
  if (kind === 'timer' && outcome === 'done') bar.mark(to, isLate(span) ? '!' : '|')
}

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

// ---- bars ------------------------------------------------------------------------------------------

const MEANINGS = {
  '.': 'your function runs',
  '=': 'in flight',
  '-': 'waits',
  '#': 'blocked',
  '%': 'computing',
  '|': 'fires',
  '!': 'fires late',
  x: 'connection cut',
  '?': 'no such address',
  '/': 'given up',
  '>': 'goes on',
} as const

type Mark = keyof typeof MEANINGS

interface Scale {
  readonly end: number
  readonly columns: number
}

/** A row of characters over the run's time. */
class Bar {
  readonly #cells: string[]
  readonly #scale: Scale
  readonly #used: Set<Mark>

  constructor(scale: Scale, used: Set<Mark>) {
    this.#scale = scale
    this.#used = used
    this.#cells = Array.from({ length: scale.columns }, () => ' ')
  }

  /** Fills the columns of a stretch, at least one. */
  fill(from: number, to: number, mark: Mark): void {
    const [first, last] = this.#stretch(from, to)
    for (let column = first; column <= last; column++) this.#set(column, mark)
  }

  /** Marks the instant at which something ends, or that it goes on past the right edge. */
  mark(at: number, mark: Mark): void {
    this.#set(this.#column(at, 'end'), at > this.#scale.end ? '>' : mark)
  }

  /** A digit for each column: 9 where as much as ever was going on, 1 where hardly anything was. */
  density(spans: readonly Span[], peak: number): void {
    const going = this.#cells.map((): Span[] => [])
    for (const span of spans) {
      const [first, last] = this.#stretch(span.from, span.to)
      for (let column = first; column <= last; column++) going[column]?.push(span)
    }
    for (const [column, together] of going.entries()) {
      const level = Math.ceil((9 * peakOf(together)) / peak)
      if (level > 0) this.#cells[column] = String(level)
    }
  }

  toString(): string {
    return this.#cells.join('')
  }

  #set(column: number, mark: Mark): void {
    this.#cells[column] = mark
    this.#used.add(mark)
  }

  #stretch(from: number, to: number): [first: number, last: number] {
    const first = this.#column(from)
    return [first, Math.max(first, this.#column(to, 'end'))]
  }

  /** A stretch that ends where the next begins does not reach into the next one's column. */
  #column(at: number, side: 'start' | 'end' = 'start'): number {
    const { end, columns } = this.#scale
    const exact = (at * columns) / end
    const column = side === 'end' ? Math.ceil(exact) - 1 : Math.floor(exact)
    return Math.min(columns - 1, Math.max(0, column))
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
  return lastOf(elapsed, 'request', 'blocked', 'computing') || lastOf(0, 'timer', 'interval') || 1
}

/** Numbers above ticks: as many round ones as fit, about ten columns apart or more. */
function axis({ end, columns }: Scale): [numbers: string, ticks: string] {
  const apart = Math.max(10, count(end).length + 1)
  const step = niceStep((end * apart) / columns)
  let numbers = ''
  let ticks = ''
  for (let at = 0; at <= end; at += step) {
    const column = Math.min(columns - 1, Math.floor((at * columns) / end))
    if (column + count(at).length > columns) break
    numbers = numbers.padEnd(column) + count(at)
    ticks = `${ticks.padEnd(column, '-')}|`
  }
  return [numbers, ticks.padEnd(columns, '-')]
}

/** The smallest of 1, 2, 5, 10, 20, 50, … that is not less. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)))
  return [1, 2, 5, 10].map(factor => factor * power).find(step => step >= least) as number
}

function legend(used: ReadonlySet<Mark>): string[] {
  const entries = (Object.keys(MEANINGS) as Mark[])
    .filter(mark => used.has(mark) && mark !== '.')
    .map(mark => `${mark} ${MEANINGS[mark]}`)
  return entries.length > 0 ? ['', fill(entries, '   ')] : []
}
