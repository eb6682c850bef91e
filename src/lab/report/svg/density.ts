import type { DrawnSpan } from '../../ground/trace.ts'
import { peakOf } from '../trace-analysis.ts'
import { node, type SvgNode } from './node.ts'
import { rounded, type Scale } from './scale.ts'

/** How wide a column is, in px. */
const COLUMN = 6

/** How much of very much work was going on at once, column by column: the highest is the peak. */
export function density(
  spans: readonly DrawnSpan[],
  { from, to, left, right }: Scale,
  top: number,
  height: number,
): SvgNode[] {
  const columns = Math.max(1, Math.floor((right - left) / COLUMN))
  const step = (to - from) / columns
  const going = Array.from({ length: columns }, (): DrawnSpan[] => [])
  for (const span of spans) {
    const first = Math.max(0, Math.floor((span.from - from) / step))
    const last = Math.min(columns - 1, Math.ceil((span.to - from) / step) - 1)
    for (let column = first; column <= Math.max(first, last); column++) going[column]?.push(span)
  }
  const most = Math.max(1, peakOf(spans))
  return going.flatMap((together, column) => {
    const tall = rounded((height * peakOf(together)) / most)
    if (tall === 0) return []
    const x = rounded(left + column * COLUMN)
    return [
      node('rect', {
        class: 'density',
        x,
        y: rounded(top + height - tall),
        width: COLUMN - 1,
        height: tall,
      }),
    ]
  })
}
