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
import { isThere } from '../../course/kept-files.ts'
import { pristineFolder } from '../../course/skeleton.ts'
import type { Submission } from '../grades.ts'
import { LARGEST_FILE } from '../inside/limits.ts'
import { words } from '../words/words.ts'

/** What is taken of a submission for a kata: the files that a student edits, or why they can't be graded. */
export type Submitted =
  | {
      readonly kata: Kata
      readonly files: ReadonlyMap<string, Buffer>
      /** What is worth knowing of them: one sentence. */
      readonly warning?: string
    }
  | { readonly kata: Kata; readonly invalid: string }

/**
 * Takes the files that a student edits, and no others. Nothing of them is run, and no link is followed.
 *
 * @throws if a file is there and the system does not let it be read
 */
export function readSubmitted({ folder }: Submission, kata: Kata): Submitted {
  const files = new Map<string, Buffer>()
  // The one that the tests import first: what is said of it says the most.
  const names = [kata.main, ...kata.skeleton.filter(name => name !== kata.main)]
  for (const name of names) {
    const place = placeOf(folder, kata, name)
    const isGiven =
      !place || (kata.given.includes(name) && !isThere(path.join(folder, place, name)))
    const taken = isGiven ? given(kata, name) : takeFile(folder, place, name)
    if (typeof taken === 'string') return { kata, invalid: taken }
    files.set(name, taken)
  }
  const place = placeOf(folder, kata, kata.main)
  if (!place || place === kata.name) return { kata, files }
  return { kata, files, warning: words.warnings.formerPlace(`katas/${place}/${kata.main}`, kata) }
}

/** A file that students are given finished: one that lacks it has it as it is. */
function given(kata: Kata, name: string): Buffer {
  return readFileSync(path.join(pristineFolder(kata), name))
}

/** The content of a file, or one sentence on why it can't be graded. */
function takeFile(folder: string, kata: string, name: string): Buffer | string {
  const { files } = words
  const shown = `katas/${kata}/${name}`
  const outer = lstatSync(path.join(folder, kata), { throwIfNoEntry: false })
  if (outer?.isSymbolicLink()) return files.folderLink(`katas/${kata}`)
  const file = path.join(folder, kata, name)
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (!found) return files.missing(shown)
  if (found.isSymbolicLink()) return files.link(shown)
  if (!found.isFile()) return files.notFile(shown)
  if (found.size > LARGEST_FILE) return files.tooLarge(shown, LARGEST_FILE)
  const content = read(file)
  if (!isText(content)) return files.notText(shown)
  return content.toString().trim() === '' ? files.empty(shown) : content
}

/** Reads what was looked at: a link that has taken its place since is not followed. */
function read(file: string): Buffer {
  const noLink = (constants as Partial<typeof constants>).O_NOFOLLOW ?? 0
  const handle = openSync(file, constants.O_RDONLY | noLink)
  try {
    const { size } = fstatSync(handle)
    const content = Buffer.alloc(Math.min(size, LARGEST_FILE))
    return content.subarray(0, readSync(handle, content, 0, content.length, 0))
  } finally {
    closeSync(handle)
  }
}

function isText(content: Buffer): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(content).includes('\0')
  } catch {
    return false
  }
}
