import type { OpenSpan, Recorder } from './trace.ts'

/** Something that was still alive when the program settled. */
export interface LeftOver {
  readonly kind: 'timer' | 'interval' | 'request' | 'query' | 'connection' | 'thread'
  readonly label: string
  /** When it ended by itself, in ms; null when the run had to end it. */
  readonly ended: number | null
}

const KINDS = new Set<string>(['timer', 'interval', 'request', 'query', 'connection', 'thread'])

/** What was alive when the recorder's count of beginnings and ends stood at `mark`. */
export function leftOvers(recorder: Recorder, mark: number): LeftOver[] {
  const last = new Map<unknown, OpenSpan>()
  for (const span of recorder.spans) last.set(span.row, span)
  return recorder.spans
    .filter(({ kind, hidden, background, opened, closed }) => {
      return KINDS.has(kind) && !hidden && !background && opened < mark && !(closed < mark)
    })
    .map(span => {
      const { outcome, to } = span.kind === 'thread' ? span : (last.get(span.row) as OpenSpan)
      const { kind, label } = span
      return { kind: kind as LeftOver['kind'], label, ended: outcome === 'open' ? null : to }
    })
}
