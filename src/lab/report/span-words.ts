import type { DrawnSpan } from '../ground/trace.ts'
import { words } from '../ground/words/words.ts'
import { type Drawable, isBusy, latenessOf } from './rows.ts'

// A run's spans in words, for whoever can't see a picture, or wants to know.

/** `GET /posts/3: 260 to 350 ms, answered with 200` */
export function spanInWords(span: DrawnSpan): string {
  const { label, from, to } = span
  const late = latenessOf(span)
  return words.pictures.span({ label, from, to, ended: endingOf(span), late })
}

/** A run as a table's cells: the row it is in, what it is, from, to, how it ended, and how late it was. */
export function tableOf(runs: ReadonlyMap<string, Drawable>): {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}[] {
  return [...runs].map(([name, { trace }]) => ({ name, rows: trace.map(cellsOf) }))
}

function cellsOf(span: DrawnSpan): string[] {
  const { track, label, from, to } = span
  const late = latenessOf(span)
  const { ms } = words.pictures
  return [track, label, ms(from), ms(to), endingOf(span), late > 0 ? ms(late) : '']
}

function endingOf(span: DrawnSpan): string {
  const { outcome, status, code, kind } = span
  if (outcome === 'done' && isBusy(span)) return ''
  if (outcome === 'done' && kind === 'message') return words.pictures.taken
  return words.pictures.endings[outcome]({ status, code })
}
