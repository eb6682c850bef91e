import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { type Kata, ROOT } from './katas.ts'

// What is kept in `.kata/`, which git ignores: hints given, predictions made, what the tests said last.
//
// Each fact is a small file of its own, and of one of two kinds: something that comes true once is a file
// that only one command can create, and the latest value of something is written beside and then moved.
// No command reads a value to write it changed. So nothing is lost where several run at once, there is no
// lock that a killed one could leave, and a damaged file costs nothing but itself.

const KEPT = path.join(ROOT, '.kata')

type Named = Pick<Kata, 'name'>

/** A sentence for the student on what could not be written: exit code 1. */
export class NotKept extends Error {}

// ---- hints ---------------------------------------------------------------------------------------

/** How many hints were given for a kata, also by an earlier version of this command. */
export function hintsGiven(kata: Named): number {
  const claimed = namesIn(folderOf(kata)).flatMap(
    name => /^hint-(\d+)\.json$/.exec(name)?.[1] ?? [],
  )
  return Math.max(0, hintsGivenEarlier(kata), ...claimed.map(Number))
}

/**
 * Counts one more hint as given. Where two commands ask at once, each gets a stage of its own.
 *
 * @param stages how many there are
 * @returns which stage to give, from 1; after the last one, the last one again
 * @throws NotKept
 */
export function nextHint(kata: Named, stages: number): number {
  for (let stage = hintsGiven(kata) + 1; stage <= stages; stage++) {
    if (claim(fileOf(kata, `hint-${stage}`))) return stage
  }
  return stages
}

/** From when all counts were in one file, `{ "03-gather": 2 }`: it is read, and never written any more. */
function hintsGivenEarlier({ name }: Named): number {
  const counts = contentOf(path.join(KEPT, 'hints.json'))
  const count = isObject(counts) ? counts[name] : 0
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
  readonly passes: boolean
  /** How many tests passed, of how many. */
  readonly passed: number
  readonly total: number
}

/** A memory of what the tests said: only running them tells what is so now. */
export interface Progress {
  readonly last: KeptResult | undefined
  /** When the kata passed for the first time that is known of. */
  readonly firstPassed: Date | undefined
}

/** Keeps what a kata's tests have just said. Throws NotKept. */
export function keepResult({
  kata,
  passes,
  passed,
  total,
}: Omit<KeptResult, 'at'> & { kata: Named }) {
  const at = new Date().toISOString()
  keepLatest(fileOf(kata, 'result'), { at, passes, passed, total }, isResult)
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

// ---- what comes true once ------------------------------------------------------------------------

/** True for the one command that makes it true; false where it is true already. Throws NotKept. */
function claim(file: string): boolean {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify({ at: new Date().toISOString() }), { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && isFile(file)) return false
    throw notWritten(file, error)
  }
}

/** When something came true. That the file is there says that it did, whatever has become of its content. */
function claimedAt(file: string): Date | undefined {
  const content = contentOf(file)
  const at = new Date(isObject(content) && typeof content.at === 'string' ? content.at : Number.NaN)
  if (!Number.isNaN(at.getTime())) return at
  return statSync(file, { throwIfNoEntry: false })?.mtime
}

// ---- the latest value ----------------------------------------------------------------------------

/** What was kept last; nothing where there is none, or none that can be read. Changes nothing. */
function latest<T>(file: string, isOne: (value: unknown) => value is T): T | undefined {
  const content = contentOf(file)
  return isOne(content) ? content : undefined
}

/** Written beside and then moved: whenever the command is killed, the file is whole. Throws NotKept. */
function keepLatest<T>(file: string, value: T, isOne: (value: unknown) => value is T): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    if (isFile(file) && !isOne(contentOf(file))) setAside(file)
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, JSON.stringify(value))
    renameSync(draft, file)
  } catch (error) {
    throw notWritten(file, error)
  }
}

/** A damaged file is not written over: it stays beside, as `result.json.broken-2026-11-23-064502`. */
function setAside(file: string): void {
  const name = claimName(`${file}.broken-${stamp()}`, name => closeSync(openSync(name, 'wx')))
  try {
    renameSync(file, name)
  } catch (error) {
    // Another command was faster.
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

// ---- names and files -----------------------------------------------------------------------------

/**
 * Makes a file or folder under a name that nobody else has: the given one, or with -2, -3 and so on.
 *
 * @param create makes it, and throws EEXIST where it is there
 * @returns the name
 */
export function claimName(wanted: string, create: (name: string) => void): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}-${count}`
    try {
      create(name)
      return name
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

/** The local time for a file's name: `2026-11-23-064502`. */
export function stamp(at = new Date()): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${date}-${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('')}`
}

/** A path from the project's folder on, with forward slashes. */
export function shown(file: string): string {
  return path.relative(ROOT, file).split(path.sep).join('/')
}

/** The code of a system error, such as ENOENT; of any other one, its message. */
export function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code ?? message
}

function notWritten(file: string, error: unknown): NotKept {
  return new NotKept(`This can't be kept, since ${shown(file)} can't be written: ${codeOf(error)}.`)
}

function folderOf({ name }: Named): string {
  return path.join(KEPT, 'progress', name)
}

function fileOf(kata: Named, what: string): string {
  return path.join(folderOf(kata), `${what}.json`)
}

/** The names in a folder; none where it is not there. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** A JSON file's content; undefined where it is not there or can't be read. */
export function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

export function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
