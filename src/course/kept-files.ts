import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { ROOT } from './katas.ts'
import { words } from './words/words.ts'

// How anything is kept in `.kata/`, which git ignores.
//
// Each fact is a small file of its own, and of one of two kinds: something that comes true once is a file
// that only one command can create, and the latest value of something is written beside and then moved.
// No command reads a value to write it changed. So nothing is lost where several run at once, there is no
// lock that a killed one could leave, and a damaged file costs nothing but itself.

export const KEPT = path.join(ROOT, '.kata')

/** What `reset` has moved away, a folder for each time. */
export const SAVED = path.join(KEPT, 'saved')

/** A sentence for the student on what could not be written: exit code 1. */
export class NotKept extends Error {}

// ---- what comes true once ------------------------------------------------------------------------

/** True for the one command that makes it true; false where it is true already. Throws NotKept. */
export function claim(file: string): boolean {
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
export function claimedAt(file: string): Date | undefined {
  const content = contentOf(file)
  const at = new Date(isObject(content) && typeof content.at === 'string' ? content.at : Number.NaN)
  if (!Number.isNaN(at.getTime())) return at
  return statSync(file, { throwIfNoEntry: false })?.mtime
}

// ---- the latest value ----------------------------------------------------------------------------

/** No value is longer, in bytes: a file that is has been damaged. */
export const LONGEST = 2 ** 20

/** What was kept last; nothing where there is none, or none that can be read. Changes nothing. */
export function latest<T>(file: string, isOne: (value: unknown) => value is T): T | undefined {
  const { size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {}
  const content = size > LONGEST ? undefined : contentOf(file)
  return isOne(content) ? content : undefined
}

/** Written beside and then moved: whenever the command is killed, the file is whole. Throws NotKept. */
export function keepLatest<T>(file: string, value: T, isOne: (value: unknown) => value is T): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    if (isFile(file) && latest(file, isOne) === undefined) setAside(file)
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
  return new NotKept(words.notKept(shown(file), codeOf(error)))
}

/** The names in a folder; none where it is not there. */
export function namesIn(folder: string): string[] {
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

/** Whether anything has a name: also a link to nowhere is something that somebody has made. */
export function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    // A file is where its folder would be.
    if (codeOf(error) === 'ENOTDIR') return false
    throw error
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
