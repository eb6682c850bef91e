import type { OpenSpan, Recorder } from './recorder.ts'

/** Something that was still alive when the program settled. */
export interface Leftover {
  readonly kind: 'timer' | 'interval' | 'request' | 'query' | 'connection' | 'thread'
  readonly label: string
  /** When it ended by itself, in ms; null when the run had to end it. */
  readonly ended: number | null
}

const KINDS = new Set<string>(['timer', 'interval', 'request', 'query', 'connection', 'thread'])

/** What was alive when the recorder's count of beginnings and ends stood at `mark`. */
export function leftoversOf(recorder: Recorder, mark: number): Leftover[] {
  const last = new Map<unknown, OpenSpan>()
  for (const span of recorder.spans) last.set(span.row, span)
  return recorder.spans
    .filter(({ kind, hidden, background, opened, closed }) => {
      return KINDS.has(kind) && !hidden && !background && opened < mark && !(closed < mark)
    })
    .map(span => {
      const { outcome, to } = span.kind === 'thread' ? span : (last.get(span.row) as OpenSpan)
      const { kind, label } = span
      return { kind: kind as Leftover['kind'], label, ended: outcome === 'open' ? null : to }
    })
}
