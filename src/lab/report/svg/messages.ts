import type { DrawnSpan } from '../../ground/trace.ts'
import type { Drawable, Row } from '../rows.ts'
import { spanInWords } from '../span-words.ts'
import { node, type SvgNode } from './node.ts'
import { isShown, rounded, type Scale, xOf } from './scale.ts'

interface Drawing {
  readonly index: number
  readonly run: Drawable
  readonly rows: readonly Row[]
  readonly scale: Scale
  /** The upper edge of each row's bar, and how high that is, in px. */
  readonly barTops: ReadonlyMap<Row, number>
  readonly height: number
}

/** Messages between threads: an arrow from the sender's row, when it was sent, to the receiver's, when it was taken. */
export function arrows({ index, run, rows, scale, barTops, height }: Drawing): SvgNode[] {
  const rowOf = (thread: string | undefined) =>
    rows.find(({ life }) => thread !== undefined && life?.track === thread) ??
    // The main thread has a row where it was busy; the function's is its own, too.
    (thread === undefined ? (rows.find(({ kind }) => kind === 'main') ?? rows[0]) : undefined)
  return run.trace
    .filter(span => span.kind === 'message' && isShown(scale, span))
    .flatMap(span => {
      const [sender, receiver] = endsOf(span).map(rowOf)
      if (!sender || !receiver) return []
      const [one, other] = [barTops.get(sender) ?? 0, barTops.get(receiver) ?? 0]
      const isDown = other > one
      const [from, to] = [xOf(scale, span.from), xOf(scale, span.to)]
      const [start, end] = isDown ? [one + height, other] : [one, other + height]
      const tip = isDown ? end - 5 : end + 5
      return [
        node(
          'g',
          { class: 'span message', 'data-span': span.opened, 'data-run': index },
          node('title', {}, spanInWords(span)),
          node('path', { d: `M${from} ${rounded(start)}L${to} ${rounded(end)}` }),
          node('path', { class: 'end', d: `M${to} ${rounded(end)}l-4 ${tip - end}h8z` }),
        ),
      ]
    })
}

/** Whose rows a message leaves and reaches: a thread's, or the main thread's, which is undefined. */
function endsOf({ label }: DrawnSpan): [sender: string | undefined, receiver: string | undefined] {
  const [, way, thread] = /^message (from|to) (thread \d+)$/.exec(label) ?? []
  return way === 'to' ? [undefined, thread] : [thread, undefined]
}
