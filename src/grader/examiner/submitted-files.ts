import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs'
import path from 'node:path'
import { placeOf } from '../../course/former.ts'
import type { Kata } from '../../course/katas.ts'
import { codeOf, isThere } from '../../course/kept-files.ts'
import { pristineFolder } from '../../course/skeleton.ts'
import { type ExpectedTest, type Grade, gradeWithoutRun, type Submission } from '../grades.ts'
import { LARGEST_FILE } from '../inside/limits.ts'
import { words } from '../words/words.ts'
import { entriesOf } from './entries.ts'
import { insteadOf } from './other-names.ts'
import { takeOwnFiles } from './own-files.ts'

/** What is taken of a submission for a kata: the files that a student edits, or why they can't be graded. */
export type Submitted =
  | {
      readonly kata: Kata
      readonly files: ReadonlyMap<string, Buffer>
      /** What is worth knowing of them: one sentence. */
      readonly warning?: string
    }
  | NotTaken

/** Why nothing is taken for a kata. */
export interface NotTaken {
  readonly kata: Kata
  /** One sentence. */
  readonly invalid: string
  /** Whether something was handed in for it all the same, which a person has to look at. */
  readonly review: boolean
}

/**
 * Takes the files that a student edits, those of the student's own that they load, and no others. Nothing of them is
 * run, no link is followed, and nothing but files is opened.
 *
 * @throws if this process can't read files any more
 */
export function readSubmitted(submission: Submission, kata: Kata): Submitted {
  const { folder, problem } = submission
  if (problem !== undefined) return { kata, invalid: problem, review: true }
  try {
    return taken(submission, kata)
  } catch (error) {
    const code = codeOf(error)
    if (OURS.includes(code)) throw error
    const { path: file = path.join(folder, kata.name) } = error as NodeJS.ErrnoException
    const shown = ['katas', ...path.relative(folder, file).split(path.sep)]
      .filter(Boolean)
      .join('/')
    return { kata, invalid: words.files.notRead(shown, code), review: true }
  }
}

/** The grade of a kata of which nothing is taken. */
export function gradeOfNotTaken(
  { kata, invalid, review }: NotTaken,
  tests: readonly ExpectedTest[] = [],
): Grade {
  const grade = gradeWithoutRun(kata.name, 'INVALID', invalid, tests)
  return review ? { ...grade, review } : grade
}

/** Errors that come from the machine, or from too much at a time. Students can make all the others. */
const OURS = ['EMFILE', 'ENFILE', 'ENOMEM', 'EIO', 'EAGAIN', 'ENOBUFS']

function taken(submission: Submission, kata: Kata): Submitted {
  const { folder } = submission
  const why = whyNoFolder(folder, kata)
  if (why !== undefined) return { kata, invalid: why, review: true }
  const files = new Map<string, Buffer>()
  // The one that the tests import first: what is said of it says the most.
  const names = [kata.main, ...kata.skeleton.filter(name => name !== kata.main)]
  for (const name of names) {
    const place = placeOf(folder, kata, name)
    const isGiven =
      !place || (kata.given.includes(name) && !isThere(path.join(folder, place, name)))
    if (!isGiven && !isNamedSo(path.join(folder, place), name)) {
      return notSubmitted(submission, kata, name)
    }
    const content = isGiven ? given(kata, name) : takeFile(folder, place, name)
    if (typeof content === 'string') return { kata, invalid: content, review: true }
    if (isBlank(content))
      return { kata, invalid: words.files.empty(`katas/${place}/${name}`), review: false }
    files.set(name, content)
  }
  const place = placeOf(folder, kata, kata.main) ?? kata.name
  const own = takeOwnFiles(path.join(folder, place), kata, files, name =>
    takeFile(folder, place, name),
  )
  if (own !== undefined) return { kata, invalid: own, review: true }
  if (place === kata.name) return { kata, files }
  return { kata, files, warning: words.warnings.formerPlace(`katas/${place}/${kata.main}`, kata) }
}

/** Something else than a folder has the name of the kata's. */
function whyNoFolder(folder: string, { name, main }: Kata): string | undefined {
  const found = lstat(path.join(folder, name))
  if (!found || found.isDirectory()) return undefined
  const { files } = words
  return found.isSymbolicLink()
    ? files.folderLink(`katas/${name}`)
    : files.notFolder(`katas/${name}`, main)
}

/** By its very name: some systems find `Gather.ts` by the name of `gather.ts`. */
function isNamedSo(place: string, file: string): boolean {
  if (!isThere(path.join(place, file))) return false
  const entries = entriesOf(place)
  const isSeen = entries.some(({ name }) => name === file)
  return isSeen || !entries.some(({ name }) => name.toLowerCase() === file.toLowerCase())
}

function notSubmitted(submission: Submission, kata: Kata, name: string): NotTaken {
  const { files } = words
  const shown = shownOf(kata, name)
  const instead = insteadOf(submission, kata, name)
  if (!instead) return { kata, invalid: files.missing(shown), review: false }
  return { kata, invalid: files[instead.how](shown, instead.shown), review: instead.own }
}

function shownOf(kata: Kata, name: string): string {
  return `katas/${kata.name}/${name}`
}

/** A file that students are given finished: one that lacks it has it as it is. */
function given(kata: Kata, name: string): Buffer {
  return readFileSync(path.join(pristineFolder(kata), name))
}

/** The content of a file, or one sentence on why it can't be graded. */
function takeFile(folder: string, place: string, name: string): Buffer | string {
  const { files } = words
  const shown = `katas/${place}/${name}`
  const file = path.join(folder, place, name)
  const found = lstatSync(file)
  if (found.isSymbolicLink()) return files.link(shown)
  if (!found.isFile()) return files.notFile(shown)
  if (found.size > LARGEST_FILE) return files.tooLarge(shown, LARGEST_FILE)
  const content = read(file)
  if (!content) return files.notFile(shown)
  return isText(content) ? content : files.notText(shown)
}

/** Reads what was looked at: what has taken its place since is not followed, and not waited for. */
function read(file: string): Buffer | undefined {
  const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>
  const handle = openSync(file, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const found = fstatSync(handle)
    if (!found.isFile()) return undefined
    const content = Buffer.alloc(Math.min(found.size, LARGEST_FILE))
    return content.subarray(0, readSync(handle, content, 0, content.length, 0))
  } finally {
    closeSync(handle)
  }
}

function lstat(file: string) {
  try {
    return lstatSync(file, { throwIfNoEntry: false })
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

function isText(content: Buffer): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(content).includes('\0')
  } catch {
    return false
  }
}

function isBlank(content: Buffer): boolean {
  return content.toString().trim() === ''
}
