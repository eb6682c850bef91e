import type { DrawnSpan } from '../../ground/trace.ts'
import { type Doing, doingIn, isGivenUp, latenessOf } from '../rows.ts'
import { spanInWords } from '../span-words.ts'
import { node, type SvgNode } from './node.ts'
import { isShown, rounded, type Scale, xOf } from './scale.ts'

/** Where a span is drawn. */
export interface Place {
  readonly scale: Scale
  /** The upper edge of its bar, in px, and how high that is. */
  readonly top: number
  readonly height: number
  /** The index of its run in the picture. */
  readonly run: number
  readonly isAbout: boolean
}

/** What a span looks like. */
type Look = 'io' | 'timer' | 'beat' | 'computing' | 'blocked' | 'waits' | 'lock' | 'core' | 'life'

/** A span as an element that can be pointed at; nothing where it is not shown. */
export function spanNode(span: DrawnSpan, place: Place): SvgNode[] {
  const { scale, run, isAbout } = place
  if (!isShown(scale, span)) return []
  const look = lookOf(span)
  const late = latenessOf(span) > 0
  const classes = ['span', look, late && 'late', isAbout && 'about'].filter(Boolean).join(' ')
  const attributes = { class: classes, 'data-span': span.opened, 'data-run': run }
  return [
    node('g', attributes, node('title', {}, spanInWords(span)), ...shapesOf(span, look, place)),
  ]
}

function lookOf(span: DrawnSpan): Look {
  switch (span.kind) {
    case 'request':
    case 'query':
      return 'io'
    case 'thread':
      return 'life'
    case 'interval':
      return 'beat'
    case 'blocked':
      // Where a thread other than the main one blocks, nothing else has to go on.
      return span.track === 'main' ? 'blocked' : DOING[doingIn(span)]
    case 'computing':
    case 'waiting':
      return DOING[doingIn(span)]
    default:
      return 'timer'
  }
}

const DOING: Readonly<Record<Doing, Look>> = {
  io: 'io',
  blocked: 'waits',
  computing: 'computing',
  lock: 'lock',
  core: 'core',
  idle: 'life',
}

function shapesOf(span: DrawnSpan, look: Look, place: Place): SvgNode[] {
  const { scale, top, height } = place
  const [left, right] = [xOf(scale, span.from), xOf(scale, span.to)]
  const middle = rounded(top + height / 2)
  const hit = node('rect', {
    class: 'hit',
    x: rounded(left - 2),
    y: rounded(top - 3),
    width: rounded(right - left + 4),
    height: height + 6,
  })
  const line = node('path', { class: 'bar', d: `M${left} ${middle}H${right}` })
  const marks = [...lateness(span, place), ...endMark(span, place)]
  switch (look) {
    case 'beat':
      return [hit, ...beat(span, place, right, middle), ...marks]
    case 'timer':
      return [hit, line, ...fired(span, place, right, middle), ...marks]
    case 'life':
      return [hit, line, ...marks]
    case 'lock':
    case 'core':
      return [hit, line]
    case 'blocked':
      return [hit, box(left, right, top, height), stripes(left, right, top, height), ...marks]
    default:
      return [hit, box(left, right, top, height), ...marks]
  }
}

/** Never so narrow that it can't be seen. */
function box(left: number, right: number, top: number, height: number): SvgNode {
  const width = Math.max(2, rounded(right - left))
  return node('rect', { class: 'bar', x: left, y: top, width, height, rx: 2 })
}

function stripes(left: number, right: number, top: number, height: number): SvgNode {
  const lines: string[] = []
  for (let x = left; x + height <= right; x += 8) {
    lines.push(`M${rounded(x)} ${top + height}L${rounded(x + height)} ${top}`)
  }
  return node('path', { class: 'stripes', d: lines.join('') || `M${left} ${top}` })
}

function isInside({ scale }: Place, at: number): boolean {
  return at >= scale.from && at <= scale.to
}

function beat(span: DrawnSpan, place: Place, x: number, y: number): SvgNode[] {
  if (span.outcome !== 'done' || !isInside(place, span.to)) return []
  return [node('circle', { class: 'bar end', cx: x, cy: y, r: latenessOf(span) > 0 ? 4 : 3 })]
}

function fired(span: DrawnSpan, place: Place, x: number, y: number): SvgNode[] {
  if (span.outcome !== 'done' || !isInside(place, span.to)) return []
  return [node('circle', { class: 'end', cx: x, cy: y, r: 3 })]
}

/** From when a timer was due until it fired. */
function lateness(span: DrawnSpan, { scale, top, height }: Place): SvgNode[] {
  const { due = 0, to } = span
  if (latenessOf(span) === 0 || !isShown(scale, { from: due, to })) return []
  const [from, until] = [xOf(scale, due), xOf(scale, to)]
  const middle = rounded(top + height / 2)
  return [
    node('path', {
      class: 'lateness',
      d: `M${from} ${top}V${top + height}M${from} ${middle}H${until}`,
    }),
  ]
}

/** How it ended, where that was not as it should: a cross, a slash, a question mark, or an arrow where it goes on. */
function endMark(span: DrawnSpan, place: Place): SvgNode[] {
  const { scale, top, height } = place
  if (!isInside(place, span.to)) return []
  const x = xOf(scale, span.to)
  const y = rounded(top + height / 2)
  const size = Math.min(5, height / 2)
  const path = (d: string) => [node('path', { class: 'mark', d })]
  const [l, r, t, b] = [x - size, x + size, y - size, y + size].map(rounded)
  if (span.outcome === 'cut') return path(`M${l} ${t}L${r} ${b}M${l} ${b}L${r} ${t}`)
  if (span.outcome === 'unknown' || span.outcome === 'refused') {
    return [node('text', { class: 'late-by', x: rounded(x + 3), y: rounded(y + 4) }, '?')]
  }
  if (isGivenUp(span) && span.kind !== 'thread') return path(`M${l} ${b}L${r} ${t}`)
  if (span.outcome === 'open') {
    return path(`M${rounded(x - size)} ${t}L${x} ${y}L${rounded(x - size)} ${b}`)
  }
  return []
}
