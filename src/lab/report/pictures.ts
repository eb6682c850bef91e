import { placeOf } from '../ground/origins.ts'
import type { DrawnSpan, Span } from '../ground/trace.ts'
import type { Run } from '../run/run.ts'
import type { Drawn, Picture, Told } from './handed-on.ts'
import { isOfInterest } from './trace-analysis.ts'

/** More than anybody could see in a picture; what has more is not handed on. */
const MOST_SPANS = 1_000

/** What is to be drawn of a run; nothing where it is too much, or nothing happened in it. */
export function pictureOf({ elapsed, ended, trace }: Run): Picture | undefined {
  const shown = trace.filter(isOfInterest)
  if (ended === 0 || shown.length > MOST_SPANS) return undefined
  return { elapsed, trace: shown.map(drawnSpan) }
}

function drawnSpan(span: Span): DrawnSpan {
  const { url, method, values, turn, ...drawn } = span
  const place = placeOf(span)
  return place === undefined ? drawn : { ...drawn, place }
}

declare module 'vitest' {
  interface TaskMeta {
    drawn?: Drawn
    told?: Told
  }
}
