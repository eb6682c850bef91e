import { constants, copyFileSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import type { Kata } from '../../course/katas.ts'
import {
  claimName,
  codeOf,
  isThere,
  NotKept,
  SAVED,
  shown,
  stamp,
} from '../../course/kept-files.ts'
import { isUntouched, pristineFolder } from '../../course/skeleton.ts'
import { fitted } from '../../course/text.ts'
import { words } from '../words/words.ts'

/**
 * Gives a kata's skeleton back. What the student wrote is moved away, not deleted: a move takes whatever
 * is there at that moment, so an editor that saves just now loses nothing either. Other files stay.
 *
 * @returns what was done, and where the student's files are
 * @throws NotKept where a file can't be moved, and then all are where they were; or can't be written
 */
export function reset(kata: Kata): string {
  const changed = skeletonFiles(kata).filter(file => !isUntouched(kata, file))
  if (changed.length === 0) return `${words.reset.unchanged(kata)}\n`
  const written = changed.filter(file => isThere(path.join(kata.folder, file)))
  const saved = written.length > 0 ? save(kata, written) : undefined
  for (const file of changed) giveBack(kata, file, saved)
  return report(kata, { changed, written, saved })
}

/** The names of a kata's skeleton files, also of those that the student has deleted. */
function skeletonFiles(kata: Kata): string[] {
  return readdirSync(pristineFolder(kata))
}

/** Moves files of a kata to a folder of their own, and answers with that folder. */
function save(kata: Kata, files: readonly string[]): string {
  const { name, folder } = kata
  let saved = path.join(SAVED, `${name}-${stamp()}`)
  const moved: string[] = []
  try {
    mkdirSync(SAVED, { recursive: true })
    saved = claimName(saved, wanted => mkdirSync(wanted))
    for (const file of files) {
      renameSync(path.join(folder, file), path.join(saved, file))
      moved.push(file)
    }
    return saved
  } catch (error) {
    for (const file of moved) renameSync(path.join(saved, file), path.join(folder, file))
    throw new NotKept(words.reset.notMoved(kata, shown(saved), codeOf(error)))
  }
}

/** Puts a skeleton file where none is. One that is there since a moment ago is left alone. */
function giveBack(kata: Kata, file: string, saved: string | undefined): void {
  const own = path.join(kata.folder, file)
  try {
    copyFileSync(path.join(pristineFolder(kata), file), own, constants.COPYFILE_EXCL)
  } catch (error) {
    const facts = [shown(own), codeOf(error)] as const
    const { notWritten, notWrittenButSaved } = words.reset
    throw new NotKept(saved ? notWrittenButSaved(...facts, shown(saved)) : notWritten(...facts))
  }
}

interface Done {
  readonly changed: readonly string[]
  readonly written: readonly string[]
  readonly saved: string | undefined
}

function report(kata: Kata, { changed, written, saved }: Done): string {
  const head = fitted(words.reset.done(kata, changed))
  if (!saved) return `${head}\n`
  return [
    head,
    '',
    words.reset.saved,
    `  ${shown(saved)}`,
    fitted(words.reset.restore(kata, written.length)),
    '',
  ].join('\n')
}
