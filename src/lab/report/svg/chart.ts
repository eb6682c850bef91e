import type { DrawnSpan } from '../../ground/trace.ts'
import { words } from '../../ground/words/words.ts'
import { type Drawable, endOf, latenessOf, type Row, rowsOf } from '../rows.ts'
import { peakAt, workOf } from '../trace-analysis.ts'
import { density } from './density.ts'
import { arrows } from './messages.ts'
import { node, type SvgNode } from './node.ts'
import { rounded, type Scale, ticks, xOf } from './scale.ts'
import { spanNode } from './span.ts'

/** How a picture is to be drawn. */
export interface ChartOptions {
  /** How much room there is, in px. */
  readonly width: number
  /** The stretch of time to show, in ms. Default: all of it. */
  readonly from?: number
  readonly to?: number
  /** Spans that something is said of. */
  readonly highlighted?: ReadonlySet<DrawnSpan>
  /** Without labels and axis, to be seen at one look among others. */
  readonly small?: boolean
}

/**
 * Draws runs under each other on one time axis, as an SVG tree: a row for the function, one for each thread, request and
 * timer; arrows for messages. Each span is an element with `data-run`, the index of its run, and `data-span`, the
 * number of its beginning.
 *
 * @param runs by what the row of their function is called
 */
export function chart(runs: ReadonlyMap<string, Drawable>, options: ChartOptions): SvgNode {
  const end = Math.max(1, ...[...runs.values()].map(endOf))
  const { width, from = 0, to = end, small = false } = options
  const form = small ? SMALL : width < NARROW ? STACKED : BESIDE
  const scale: Scale = {
    from,
    to,
    left: form.left,
    right: Math.max(form.left + 20, width - form.right),
  }
  let top = form.head
  const parts: SvgNode[] = []
  for (const [index, [name, run]] of [...runs].entries()) {
    const rows = rowsOf(name, run, { rows: MOST_ROWS, end }).filter(row => !isMessage(row))
    parts.push(...runNodes({ index, run, rows, top, form, scale, width, options }))
    top += rows.length * form.row + form.gap
  }
  const height = rounded(top - form.gap + form.foot)
  return node(
    'svg',
    { class: 'cooperativo', width, height, viewBox: `0 0 ${width} ${height}` },
    ...(small ? [] : axis(scale, height)),
    ...parts,
  )
}

/** As many rows of requests or timers a run may have: as many as a goal has. */
const MOST_ROWS = 60
/** Where there is less room, labels stand above their bars. In px. */
const NARROW = 560

/** Measures of a picture, in px. */
interface Form {
  readonly left: number
  readonly right: number
  /** Above the first row, below the last, and between two runs. */
  readonly head: number
  readonly foot: number
  readonly gap: number
  /** A row's height, the upper edge of its bar in it, and the bar's height. */
  readonly row: number
  readonly bar: number
  readonly height: number
  readonly labels: 'beside' | 'above' | 'none'
}

const BESIDE: Form = {
  left: 156,
  right: 104,
  head: 26,
  foot: 6,
  gap: 14,
  row: 20,
  bar: 4,
  height: 12,
  labels: 'beside',
}
const STACKED: Form = { ...BESIDE, left: 8, right: 8, row: 34, bar: 18, labels: 'above' }
const SMALL: Form = {
  left: 1,
  right: 1,
  head: 1,
  foot: 1,
  gap: 2,
  row: 4,
  bar: 0,
  height: 3,
  labels: 'none',
}

function isMessage({ spans: [first] }: Row): boolean {
  return first?.kind === 'message'
}

function axis(scale: Scale, height: number): SvgNode[] {
  const many = Math.max(2, Math.floor((scale.right - scale.left) / 90))
  return ticks(scale, many).flatMap(at => {
    const x = xOf(scale, at)
    const isLast = x > scale.right - 20
    return [
      node('path', { class: 'grid', d: `M${x} 18V${height}` }),
      node(
        'text',
        { class: 'quiet', x, y: 12, 'text-anchor': isLast ? 'end' : x < 20 ? 'start' : 'middle' },
        words.pictures.ms(at),
      ),
    ]
  })
}

interface Part {
  readonly index: number
  readonly run: Drawable
  readonly rows: readonly Row[]
  readonly top: number
  readonly form: Form
  readonly scale: Scale
  readonly width: number
  readonly options: ChartOptions
}

/** One run. */
function runNodes(part: Part): SvgNode[] {
  const { run, rows, top, form, scale } = part
  const tops = rows.map((_, index) => top + index * form.row)
  const drawn = rows.map((row, index) => rowNode(row, tops[index] ?? top, part))
  const below = top + rows.length * form.row
  const barTops = new Map(rows.map((row, index) => [row, (tops[index] ?? top) + form.bar]))
  return [
    ...(form.labels === 'none' ? [] : [...elapsedLine(run, scale, top, below)]),
    ...drawn,
    ...arrows({ ...part, barTops, height: form.height }),
    ...(form.labels === 'none' ? [] : peakLine(part, below)),
  ]
}

function rowNode(
  row: Row,
  top: number,
  { run, form, scale, width, index, options }: Part,
): SvgNode {
  const place = (span: DrawnSpan) => ({
    scale,
    top: top + form.bar,
    height: form.height,
    run: index,
    isAbout: options.highlighted?.has(span) ?? false,
  })
  const spans = [...(row.life ? [row.life] : []), ...(row.kind === 'together' ? [] : row.spans)]
  const isRun = row.kind === 'function'
  const [from, to] = [xOf(scale, 0), xOf(scale, run.elapsed)]
  const bar = { x: from, y: top + form.bar, width: rounded(to - from), height: form.height, rx: 2 }
  return node(
    'g',
    { class: `row ${row.kind}` },
    ...labels(row, top, form, width),
    ...(isRun ? [node('rect', { class: 'run', ...bar })] : []),
    ...(row.kind === 'together' ? density(row.spans, scale, top + form.bar, form.height) : []),
    ...spans.flatMap(span => spanNode(span, place(span))),
    ...(form.labels === 'none' ? [] : worstLateness(row, top, form, scale)),
  )
}

function labels({ label, figure, kind }: Row, top: number, form: Form, width: number): SvgNode[] {
  if (form.labels === 'none') return []
  const y = form.labels === 'above' ? top + 13 : top + 14
  const x = form.labels === 'above' ? form.left : 8
  const name = kind === 'function' ? 'name' : kind === 'remark' ? 'quiet' : 'label'
  const said = node('text', { class: name, x, y }, label)
  const right = { class: 'quiet', x: width - 8, y, 'text-anchor': 'end' }
  return figure === '' ? [said] : [said, node('text', right, figure)]
}

// ---- what is measured, where it is -------------------------------------------------------------------

function elapsedLine(run: Drawable, scale: Scale, top: number, below: number): SvgNode[] {
  if (run.elapsed < scale.from || run.elapsed > scale.to) return []
  return [node('path', { class: 'elapsed', d: `M${xOf(scale, run.elapsed)} ${top}V${below}` })]
}

/** Where most requests were in flight at once, from the function's bar down. */
function peakLine({ run, scale, top, form }: Part, below: number): SvgNode[] {
  const peak = peakAt(workOf(run.trace))
  if (peak.many < 2 || peak.at < scale.from || peak.at > scale.to) return []
  const x = xOf(scale, peak.at)
  const isRight = x > (scale.left + scale.right) / 2
  const said = words.pictures.peak({ peak: peak.many })
  const text = { class: 'quiet', x: rounded(x + (isRight ? -5 : 5)), y: top + form.bar + 10 }
  return [
    node('path', { class: 'peak', d: `M${x} ${top + form.bar}V${below}` }),
    node('text', { ...text, 'text-anchor': isRight ? 'end' : 'start' }, said),
  ]
}

/** By how much the latest timer of a row was late, beside it. */
function worstLateness({ spans }: Row, top: number, form: Form, scale: Scale): SvgNode[] {
  const [worst] = spans
    .filter(span => latenessOf(span) > 0 && span.to >= scale.from && span.to <= scale.to)
    .sort((one, other) => latenessOf(other) - latenessOf(one))
  if (!worst) return []
  const x = xOf(scale, worst.to)
  const isRight = x > scale.right - 70
  const said = words.pictures.lateBy({ ms: latenessOf(worst) })
  const [at, anchor] = isRight ? [xOf(scale, worst.due ?? 0) - 6, 'end'] : [x + 7, 'start']
  const text = { class: 'late-by', x: rounded(at), y: top + form.bar + 10, 'text-anchor': anchor }
  return [node('text', text, said)]
}
