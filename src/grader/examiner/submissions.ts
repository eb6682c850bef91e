import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Submission } from '../grades.ts'
import { words } from '../words/words.ts'

/** A folder that can't be graded as a submission: one sentence tells why. */
export class NoSubmission extends Error {
  override name = 'NoSubmission'
}

/**
 * The submissions in some folders. Each is a folder that mirrors `katas/`: it has a folder `katas`, or the
 * katas' folders themselves. One that has neither is a submission in which everything is missing, so that a
 * broken one does not hold up the others.
 *
 * @throws {NoSubmission} for the first that is no folder, or a folder of submissions
 */
export function submissionsIn(dirs: readonly string[]): Submission[] {
  const taken = new Set<string>()
  return dirs.map(dir => {
    const folder = katasIn(dir)
    return { name: uniqueName(path.basename(path.resolve(dir)), taken), folder }
  })
}

const KATA = /^\d\d-/

function katasIn(dir: string): string {
  const absolute = path.resolve(dir)
  if (!isFolder(absolute)) throw new NoSubmission(words.options.noFolder(shown(dir)))
  const real = realpathSync(absolute)
  if (isOwnFolder(path.join(real, 'katas'))) return path.join(real, 'katas')
  if (foldersIn(real).some(name => KATA.test(name))) return real
  if (!foldersIn(real).some(name => isLikeOne(path.join(real, name)))) return real
  const each = shown(path.join(dir, '*'))
  throw new NoSubmission(words.options.folderOfSubmissions(shown(dir), each))
}

function isLikeOne(folder: string): boolean {
  return isOwnFolder(path.join(folder, 'katas')) || foldersIn(folder).some(name => KATA.test(name))
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** A folder, and not a link to one. */
function isOwnFolder(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** The name itself where it is free, also where only letters' case tells two apart. */
function uniqueName(name: string, taken: Set<string>): string {
  let unique = name
  for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${name} (${number})`
  taken.add(unique.toLowerCase())
  return unique
}

function shown(file: string): string {
  return file.split(path.sep).join('/')
}
