import type { DrawnSpan } from '../ground/trace.ts'
import { words } from '../ground/words/words.ts'
import { axis, Bar, legend, type Mark } from './bar.ts'
import {
  type Doing,
  type Drawable,
  doingIn,
  endOf,
  isGivenUp,
  latenessOf,
  type Row,
  rowsOf,
} from './rows.ts'
import { peakOf } from './trace-analysis.ts'

/** What stands above the picture in a test's message. */
export const PICTURE_HEADING = words.pictures.heading

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
    rowsOf(name, run, { ...room, end }).map(row => ({ ...row, name, elapsed: run.elapsed })),
  )
  const rows = parts.flat()
  const labels = Math.max(2, ...rows.map(row => row.label.length))
  const figures = Math.max(...rows.map(row => row.figure.length))
  const scale = { end, columns: room.columns - labels - figures - 2 }
  const used = new Set<Mark>()
  const { paint = (marks: string) => marks } = room
  const drawn = ({ label, figure, name, elapsed, ...row }: (typeof rows)[number]) => {
    const bar = new Bar(scale)
    drawRow(bar, { label, figure, ...row }, { elapsed, end })
    for (const mark of bar.marks) used.add(mark)
    const marks = bar.stretches.map(stretch => paint(stretch, name)).join('')
    return `${label.padEnd(labels)} ${marks} ${figure.padStart(figures)}`
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
  const spoken = ({ label, figure }: Row) => {
    const [, from, to] = /^([\d,.]+)-([\d,.]+)$/.exec(figure) ?? []
    const said = from && to ? words.pictures.spokenRange({ from, to }) : figure
    return said === '' ? label : `${label}: ${said}`
  }
  return rowsOf(name, run, limits).map(spoken).join('\n')
}

// ---- rows of marks ----------------------------------------------------------------------------------

const MARKS: Readonly<Record<Doing, Mark>> = {
  io: '=',
  blocked: '-',
  computing: '%',
  lock: 'L',
  core: 'c',
  idle: '_',
}

function drawRow(bar: Bar, row: Row, { elapsed, end }: { elapsed: number; end: number }): void {
  switch (row.kind) {
    case 'function':
      bar.fill(0, elapsed, '.')
      break
    case 'main':
      // Whatever it waits for: on the main thread nothing else goes on meanwhile.
      for (const span of row.spans)
        bar.fill(span.from, span.to, span.kind === 'blocked' ? '#' : MARKS[doingIn(span)])
      break
    case 'thread':
      drawThread(bar, row, end)
      break
    case 'work':
      for (const span of row.spans) drawSpan(bar, span)
      break
    case 'together':
      bar.density(row.spans, peakOf(row.spans))
      break
    case 'remark':
  }
}

function drawThread(bar: Bar, { life, spans }: Row, end: number): void {
  if (!life) return
  bar.fill(life.from, life.to, '_')
  for (const span of spans) {
    const { from, to } = span
    bar.fill(from, to, MARKS[doingIn(span)])
    if (span.kind === 'blocked' && bar.widthOf(from, to) > 1) bar.mark(to, ']')
  }
  if (life.outcome === 'open') bar.mark(end, '>')
}

function drawSpan(bar: Bar, span: DrawnSpan): void {
  const { kind, from, to, outcome } = span
  const isLate = latenessOf(span) > 0
  if (kind === 'interval') {
    if (outcome === 'done') bar.mark(to, isLate ? '!' : '|')
    return
  }
  bar.fill(from, to, kind === 'request' || kind === 'query' ? '=' : '-')
  if (outcome === 'cut') bar.mark(to, 'x')
  if (outcome === 'unknown' || outcome === 'refused') bar.mark(to, '?')
  if (isGivenUp(span)) bar.mark(to, '/')
  if (outcome === 'open') bar.mark(to, '>')
  if (kind === 'timer' && outcome === 'done') bar.mark(to, isLate ? '!' : '|')
}
