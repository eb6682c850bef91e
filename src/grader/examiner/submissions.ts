import { readdirSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { findKatas } from '../../course/katas.ts'
import { codeOf } from '../../course/kept-files.ts'
import type { Submission } from '../grades.ts'
import { toldApart } from '../told-apart.ts'
import { words } from '../words/words.ts'
import { entriesOf, foldersIn, isSomething, kindOf } from './entries.ts'
import { findWork, mayBeSubmission, type Work } from './find-work.ts'
import { isJunk, mayHaveWork } from './junk.ts'
import { exportedAs } from './platform-names.ts'

/** What can't be graded as a submission: one sentence tells why. */
export class NoSubmission extends Error {
  override name = 'NoSubmission'
}

/**
 * The submissions in some folders. Each is a folder that mirrors `katas/`: it has a folder `katas`, or the
 * katas' folders themselves, or one of these further down. One that has neither is a submission in which
 * everything is missing, so that a broken one does not hold up the others. Files beside them are of the student
 * that a learning platform has put into their names.
 *
 * @throws {NoSubmission} for the first that is not there, and for a folder of submissions
 */
export function submissionsIn(paths: readonly string[]): Submission[] {
  const katas = findKatas().map(({ name }) => name)
  const isAlone = paths.length === 1
  const drafts = [...grouped(paths).values()].flatMap(files => {
    const [first = ''] = files
    if (files.some(file => isLoose(file))) return [ofFiles(files)]
    return ofFolder(first, katas, isAlone)
  })
  const names = toldApart(
    drafts.map(({ own }) => {
      const { name = own, id } = exportedAs(own) ?? {}
      return { name, id }
    }),
  )
  return drafts.map((draft, index) => ({ name: names[index] as string, ...draft }))
}

type Draft = Omit<Submission, 'name'> & { readonly own: string }

/** Whether a path is one of the files of a learning platform, which has all students' in one folder. */
export function isLoose(file: string): boolean {
  return exportedAs(path.basename(file))?.file !== undefined && kindOf(file) === 'file'
}

/** Files of one student go together. */
function grouped(paths: readonly string[]): Map<string, string[]> {
  return Map.groupBy(paths, file => {
    const exported = isLoose(file) ? exportedAs(path.basename(file)) : undefined
    return exported ? `${path.dirname(file)}\n${exported.name}\n${exported.id}` : file
  })
}

/** They are nowhere that a kata would be looked for: what is said of each kata names the file that may be it. */
function ofFiles(files: readonly string[]): Draft {
  const [first = ''] = files
  const own = path.basename(first)
  const names = files.map(file => path.basename(file))
  return { own, folder: first, loose: names, notes: [words.submissions.loose(names)] }
}

function ofFolder(dir: string, katas: readonly string[], isAlone: boolean): Draft[] {
  const absolute = path.resolve(dir)
  const own = path.basename(absolute)
  try {
    if (!statSync(absolute).isDirectory())
      throw new NoSubmission(words.options.noFolder(shown(dir)))
    const root = realpathSync(absolute)
    readdirSync(root)
    const work = findWork(root, katas)
    if (isAlone) refuseClass(dir, root, work)
    return [{ own, ...ofWork(root, work) }]
  } catch (error) {
    if (error instanceof NoSubmission) throw error
    const problem = words.submissions.notRead(codeOf(error))
    if (isSomething(absolute)) return [{ own, folder: absolute, problem }]
    const count = countNotUtf8(absolute)
    if (count === 0) throw new NoSubmission(words.options.noFolder(shown(dir)))
    const unreadable = { own, folder: absolute, problem: words.submissions.notUtf8 }
    return Array.from({ length: count }, () => unreadable)
  }
}

function ofWork(root: string, { candidates, others }: Work): Omit<Draft, 'own'> {
  const [folder, second] = candidates
  const within = (inner: string) => shown(path.relative(root, inner)) || '.'
  const { submissions } = words
  if (folder === undefined) {
    const notes = hasAny(root) ? { notes: [submissions.noKatas(namesIn(root))] } : {}
    return { folder: katasIn(root), root, ...notes }
  }
  if (second !== undefined) {
    return { folder: root, root, problem: submissions.several(candidates.map(within)) }
  }
  const usual = [root, path.join(root, 'katas')].includes(folder)
  const notes = [
    ...(usual ? [] : [submissions.nested(within(folder))]),
    ...(others.length > 0 ? [submissions.others(others.map(within))] : []),
  ]
  return { folder, root, ...(notes.length > 0 ? { notes } : {}) }
}

/** The folder that has the katas' or would have them. */
function katasIn(root: string): string {
  const named = foldersIn(root).find(name => name.toLowerCase() === 'katas')
  return named === undefined ? root : path.join(root, named)
}

function hasAny(root: string): boolean {
  return namesIn(root).length > 0
}

function namesIn(root: string): string[] {
  return entriesOf(root)
    .map(({ name }) => name)
    .filter(name => !isJunk(name))
}

/**
 * One folder alone may be that of all submissions: it is, unless just one folder in it could be a student's.
 * Nobody is to be lost by a star that was forgotten.
 */
function refuseClass(dir: string, root: string, { candidates }: Work): void {
  const [first = '', second] = candidates
  const isUsual = [root, path.join(root, 'katas')].includes(first)
  if (second === undefined && (first === '' || isUsual)) return
  const several = foldersIn(root)
    .filter(name => mayHaveWork(name) && mayBeSubmission(path.join(root, name)))
    .map(name => path.join(root, name))
  if (second === undefined && several.length < 2) return
  const each = shown(path.join(dir, '*'))
  const within = (several.length < 2 ? candidates : several).map(inner =>
    shown(path.relative(root, inner)),
  )
  throw new NoSubmission(words.options.folderOfSubmissions(shown(dir), within, each))
}

/** How many folders have a name that JavaScript sees as this one, because it is not UTF-8. */
function countNotUtf8(file: string): number {
  if (!file.includes('\ufffd')) return 0
  try {
    const names = readdirSync(path.dirname(file), { encoding: 'buffer' })
    return names.filter(name => name.toString() === path.basename(file)).length
  } catch {
    return 0
  }
}

function shown(file: string): string {
  return file.split(path.sep).join('/')
}
