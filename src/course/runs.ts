import path from 'node:path'
import type { Picture } from '#lab/drawing'
import { progressFolder } from './former.ts'
import type { Kata } from './katas.ts'
import { isObject, keepLatest, LONGEST, latest } from './kept-files.ts'

// The last runs of a kata that differ from each other: what a student sees their code become.

type Named = Pick<Kata, 'name'>

/** What one run of a kata's tests was like. */
export interface KeptRun {
  /** When, in ISO format. */
  readonly at: string
  readonly passed: number
  readonly total: number
  /** What can be drawn of it, the test that failed first. */
  readonly runs: readonly KeptPicture[]
}

export interface KeptPicture {
  readonly test: string
  readonly passes: boolean
  readonly picture: Picture
}

/** How many are kept of each kata. */
const MOST = 8
/** No picture of more spans is kept: who compares two wants to see them at one look. */
const MOST_SPANS = 60

/** Those of a kata, the latest first. */
export function runsKept(kata: Named): readonly KeptRun[] {
  return latest(fileOf(kata), isRuns) ?? []
}

/**
 * Keeps a run, unless it is the same as the latest.
 *
 * @throws NotKept
 */
export function keepRun(kata: Named, { at, passed, total, runs }: KeptRun): void {
  const small = runs.filter(({ picture }) => picture.trace.length <= MOST_SPANS)
  if (small.length === 0) return
  const before = runsKept(kata)
  if (before[0] && contentOf(before[0]) === contentOf({ passed, total, runs: small })) return
  keepLatest(fileOf(kata), fitting([{ at, passed, total, runs: small }, ...before]), isRuns)
}

/** What two runs are compared by. */
function contentOf({ passed, total, runs }: Omit<KeptRun, 'at'>): string {
  return JSON.stringify([passed, total, runs])
}

/** As many of the latest as there is room for in one file. */
function fitting(runs: readonly KeptRun[]): readonly KeptRun[] {
  const some = runs.slice(0, MOST)
  while (some.length > 1 && Buffer.byteLength(JSON.stringify(some)) > LONGEST / 2) some.pop()
  return some
}

function fileOf(kata: Named): string {
  return path.join(progressFolder(kata.name), 'runs.json')
}

function isRuns(value: unknown): value is readonly KeptRun[] {
  return (
    Array.isArray(value) &&
    value.every(
      run =>
        isObject(run) &&
        typeof run.at === 'string' &&
        [run.passed, run.total].every(Number.isInteger) &&
        Array.isArray(run.runs) &&
        run.runs.every(isPicture),
    )
  )
}

function isPicture(value: unknown): value is KeptPicture {
  if (!isObject(value) || typeof value.test !== 'string' || !isObject(value.picture)) return false
  const { elapsed, trace } = value.picture
  return typeof elapsed === 'number' && Array.isArray(trace) && trace.every(isObject)
}
