import type { Drawn } from '#lab/drawing'
import type { Kata } from '../../course/katas.ts'
import { isObject, LONGEST } from '../../course/kept-files.ts'
import { progressOf, remember } from '../../course/progress.ts'
import { type KeptRun, keepRun } from '../../course/runs.ts'
import { fingerprints } from './fingerprint.ts'
import type { Failure, Part, Result } from './results.ts'

// Results of earlier runs, whole enough to be shown as if the tests had just run.

/** A result of an earlier run. */
export interface Kept {
  readonly result: Result
  readonly at: Date
  /** Whether a run would say the same: nothing that it rests on has changed. Its finer points may not have run. */
  readonly isCurrent: boolean
}

/** What is kept of a result beside its counts. */
interface Shown {
  readonly version: typeof VERSION
  readonly restsOn: string
  readonly failure?: Failure | undefined
  /** That of the finer points. */
  readonly finer?: Failure | undefined
}

/** Of the form of what is kept, and of what a Failure has: one of another version is not shown. */
const VERSION = 1

/**
 * Keeps results, each in the place of the one before. It never throws: a result that can't be kept is a result all the
 * same.
 *
 * @param say gets a sentence where that can't be done
 */
export function keep(results: readonly Result[], say: (sentence: string) => void = () => {}): void {
  try {
    remember(
      results.map(result => ({ ...result, shown: shownOf(result) })),
      say,
    )
    for (const result of results) keepRun(result.kata, runOf(result))
  } catch {
    // What is missing then is missing in the next session.
  }
}

/** What can be drawn of a result: the test that failed first. */
function runOf({ passed, total, failure, drawn }: Result): KeptRun {
  const runs = [...(drawn ?? [])].map(([test, { picture, passes }]) => ({ test, passes, picture }))
  const isFirst = ({ test }: { test: string }) => Number(test === failure?.test)
  runs.sort((one, other) => isFirst(other) - isFirst(one))
  return { at: new Date().toISOString(), passed, total, runs }
}

/** What was kept of some katas: those whose result can be shown. It never throws. */
export function keptResults(katas: readonly Kata[]): Map<Kata, Kept> {
  const prints = fingerprints(katas)
  return new Map(
    katas.flatMap(kata => {
      const kept = keptResult(kata, prints.get(kata))
      return kept ? [[kata, kept] as const] : []
    }),
  )
}

function keptResult(kata: Kata, print: string | undefined): Kept | undefined {
  const { last } = progressOf(kata)
  if (!last || !isShown(last.shown)) return undefined
  const { restsOn, failure, finer } = last.shown
  const at = new Date(last.at)
  const own = partOf(last, failure)
  const ofFiner = last.finer && partOf(last.finer, finer)
  const isWhole = own?.passes === last.passes && !last.finer === !ofFiner
  if (!own || !isWhole || Number.isNaN(at.getTime())) return undefined
  return { result: { kata, ...own, finer: ofFiner, restsOn }, at, isCurrent: restsOn === print }
}

/** Nothing where the counts and the failure don't fit: half of it is missing. */
function partOf(counts: Pick<Part, 'passed' | 'total'>, failure?: Failure): Part | undefined {
  const { passed, total } = counts
  const passes = failure === undefined
  if (!isNumber(passed) || !isNumber(total) || (passes && passed !== total)) return undefined
  return { passes, passed, total, failure }
}

/** Nothing where it is not known what the result rests on, or where it is too long. */
function shownOf({ restsOn, failure, finer }: Result): Shown | undefined {
  if (restsOn === undefined) return undefined
  const shown: Shown = { version: VERSION, restsOn, failure, finer: finer?.failure }
  try {
    return Buffer.byteLength(JSON.stringify(shown)) < LONGEST - ROOM_FOR_COUNTS ? shown : undefined
  } catch {
    return undefined
  }
}

const ROOM_FOR_COUNTS = 1000

// ---- whether a file has what it should ------------------------------------------------------------

function isShown(value: unknown): value is Shown {
  if (!isObject(value) || value.version !== VERSION || typeof value.restsOn !== 'string') {
    return false
  }
  return [value.failure, value.finer].every(each => each === undefined || isFailure(each))
}

function isFailure(value: unknown): value is Failure {
  if (!isObject(value) || !Array.isArray(value.sentences)) return false
  const { test, place, drawn } = value
  return (
    [...value.sentences, value.own, value.diff, value.steps, value.output].every(isText) &&
    [test, place].every(each => each === undefined || isText(each)) &&
    (drawn === undefined || isDrawn(drawn))
  )
}

function isDrawn(value: unknown): value is Drawn {
  if (!isObject(value) || !isNumber(value.index) || !isObject(value.picture)) return false
  const { elapsed, trace } = value.picture
  return isNumber(elapsed) && Array.isArray(trace) && trace.every(isSpan)
}

function isSpan(value: unknown): boolean {
  if (!isObject(value)) return false
  const { track, kind, label, outcome, from, to, opened, closed } = value
  return [track, kind, label, outcome].every(isText) && [from, to, opened, closed].every(isNumber)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}
