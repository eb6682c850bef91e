import path from 'node:path'
import { formerName, progressFolder } from './former.ts'
import type { Kata } from './katas.ts'
import {
  claim,
  claimedAt,
  contentOf,
  isObject,
  KEPT,
  keepLatest,
  latest,
  NotKept,
  namesIn,
} from './kept-files.ts'

// What is known of a student: hints given, predictions made, what the tests said last.

type Named = Pick<Kata, 'name'>

// ---- hints ---------------------------------------------------------------------------------------

/**
 * Which hints were given for a kata, from 1, in the order in which they were, also by an earlier version of this
 * command.
 */
export function hintsGiven(kata: Named): ReadonlySet<number> {
  const claimed = namesIn(folderOf(kata))
    .flatMap(name => /^hint-(\d+)\.json$/.exec(name)?.[1] ?? [])
    .map(stage => ({ stage: Number(stage), at: claimedAt(fileOf(kata, `hint-${stage}`)) }))
    .sort((one, other) => Number(one.at) - Number(other.at) || one.stage - other.stage)
  const earlier = Array.from({ length: hintsGivenEarlier(kata) }, (_, index) => index + 1)
  return new Set([...earlier, ...claimed.map(({ stage }) => stage)])
}

/**
 * Counts one more hint as given. Where two commands ask at once, each gets one of its own.
 *
 * @param stages in the order in which they are wanted
 * @returns which of them to give; undefined where all of them were given
 * @throws NotKept
 */
export function nextHint(kata: Named, stages: Iterable<number>): number | undefined {
  const given = hintsGiven(kata)
  for (const stage of stages) {
    if (!given.has(stage) && claim(fileOf(kata, `hint-${stage}`))) return stage
  }
  return undefined
}

/** From when all counts were in one file, `{ "03-gather": 2 }`: it is read, and never written any more. */
function hintsGivenEarlier({ name }: Named): number {
  const counts = contentOf(path.join(KEPT, 'hints.json'))
  const known = formerName(name)
  const count = isObject(counts) && known ? counts[known] : 0
  return typeof count === 'number' && Number.isInteger(count) ? count : 0
}

// ---- predictions ---------------------------------------------------------------------------------

/** What a student predicted. */
export interface KeptPrediction {
  /** When, in ISO format. */
  readonly at: string
  /** A time in ms, or the letter of a choice; null where it was skipped. */
  readonly answer: number | string | null
}

/** Keeps a prediction in place of an earlier one. Throws NotKept. */
export function keepPrediction(kata: Named, answer: KeptPrediction['answer']): void {
  keepLatest(fileOf(kata, 'prediction'), { at: new Date().toISOString(), answer }, isPrediction)
}

export function predictionKept(kata: Named): KeptPrediction | undefined {
  return latest(fileOf(kata, 'prediction'), isPrediction)
}

function isPrediction(value: unknown): value is KeptPrediction {
  if (!isObject(value) || typeof value.at !== 'string') return false
  return value.answer === null || ['number', 'string'].includes(typeof value.answer)
}

// ---- progress ------------------------------------------------------------------------------------

/** What a kata's tests said when they ran last. */
export interface KeptResult {
  /** When, in ISO format. */
  readonly at: string
  /** Whether the idea passed. */
  readonly passes: boolean
  /** How many tests passed, of how many: of the idea, or of all where the kata had no finer points yet. */
  readonly passed: number
  readonly total: number
  /** The same of the finer points, where they were run. */
  readonly finer?: { readonly passed: number; readonly total: number } | undefined
  /** What is needed to show it again: only the command knows its form, and earlier versions kept none. */
  readonly shown?: unknown
}

/** A memory of what the tests said: only running them tells what is so now. */
export interface Progress {
  readonly last: KeptResult | undefined
  /** When the kata was solved for the first time that is known of. */
  readonly firstPassed: Date | undefined
}

/** Keeps what a kata's tests have just said. Throws NotKept. */
export function keepResult({
  kata,
  passes,
  passed,
  total,
  finer,
  shown,
}: Omit<KeptResult, 'at'> & { kata: Named }) {
  const at = new Date().toISOString()
  const more = {
    ...(finer && { finer: { passed: finer.passed, total: finer.total } }),
    ...(shown !== undefined && { shown }),
  }
  keepLatest(fileOf(kata, 'result'), { at, passes, passed, total, ...more }, isResult)
  if (passes) claim(fileOf(kata, 'passed'))
}

/** Keeps several; says so where that can't be done: a result that can't be kept is a result all the same. */
export function remember(
  results: readonly Parameters<typeof keepResult>[0][],
  say: (sentence: string) => void,
): void {
  try {
    for (const result of results) keepResult(result)
  } catch (error) {
    if (!(error instanceof NotKept)) throw error
    say(error.message)
  }
}

export function progressOf(kata: Named): Progress {
  return {
    last: latest(fileOf(kata, 'result'), isResult),
    firstPassed: claimedAt(fileOf(kata, 'passed')),
  }
}

function isResult(value: unknown): value is KeptResult {
  return (
    isObject(value) &&
    typeof value.at === 'string' &&
    typeof value.passes === 'boolean' &&
    Number.isInteger(value.passed) &&
    Number.isInteger(value.total)
  )
}

function folderOf({ name }: Named): string {
  return progressFolder(name)
}

function fileOf(kata: Named, what: string): string {
  return path.join(folderOf(kata), `${what}.json`)
}
