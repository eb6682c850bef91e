import type { DrawnSpan } from '../ground/trace.ts'
import type { Run } from '../run/run.ts'
import type { Drawable } from './timeline.ts'
import type { Told } from './told.ts'
import { isOfInterest } from './trace-analysis.ts'

/** More than anybody could see in a picture; what has more is not handed on. */
const MOST_SPANS = 1_000

/** A run as plain data, for whoever draws it elsewhere. */
export interface Picture extends Drawable {
  readonly trace: readonly DrawnSpan[]
}

/** The run that a failed test is about. */
export interface Drawn {
  /** Which of the test's runs it was, from 0; -1 for one that came after the first few. */
  readonly index: number
  readonly picture: Picture
}

/** What is to be drawn of a run; nothing where it is too much, or nothing happened in it. */
export function pictureOf({ elapsed, ended, trace }: Run): Picture | undefined {
  const shown = trace.filter(isOfInterest)
  if (ended === 0 || shown.length > MOST_SPANS) return undefined
  return { elapsed, trace: shown.map(({ url, method, values, turn, ...drawn }) => drawn) }
}

declare module 'vitest' {
  interface TaskMeta {
    drawn?: Drawn
    told?: Told
  }
}
