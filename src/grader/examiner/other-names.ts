import path from 'node:path'
import { findKatas, type Kata } from '../../course/katas.ts'
import type { Submission } from '../grades.ts'
import { contentsOf } from './entries.ts'
import { isArchive, isJunk, mayHaveWork } from './junk.ts'
import { exportedAs } from './platform-names.ts'

/** What lies there in place of a file that is missing. */
export interface Instead {
  /** Its path, from the submission's folder on; its name alone where only that is wrong. */
  readonly shown: string
  /** What is wrong with it. */
  readonly how: 'renamed' | 'elsewhere' | 'packed' | 'unknown'
  /** Whether it belongs to this kata, rather than to all of them. */
  readonly own: boolean
}

/**
 * Looks for a file of a kata that is not there: browsers, editors, systems and packers change names, and people
 * forget a folder or have one too many.
 *
 * @param file its name
 */
export function insteadOf(submission: Submission, kata: Kata, file: string): Instead | undefined {
  const { folder, loose } = submission
  if (loose) return looseInstead(loose, file)
  const place = path.join(folder, kata.name)
  return withinKata(submission, kata, file, place) ?? around(submission, kata, file)
}

/** All of its files lie beside those of other students. */
function looseInstead(names: readonly string[], file: string): Instead | undefined {
  const like = names.find(name => isLike(exportedAs(name)?.file ?? name, file))
  if (like !== undefined) return { shown: like, how: 'elsewhere', own: true }
  const packed = names.find(isArchive)
  return packed === undefined ? undefined : { shown: packed, how: 'packed', own: false }
}

function withinKata(
  { folder, root = folder }: Submission,
  kata: Kata,
  file: string,
  place: string,
): Instead | undefined {
  const { files, folders } = contentsOf(place)
  const names = files.filter(name => !isOfCourse(name, kata))
  const code = names.filter(isCode)
  const renamed = code.find(name => isLike(name, file))
  if (renamed !== undefined) return { shown: renamed, how: 'renamed', own: true }
  const inner = folders.filter(name => mayHaveWork(name) && !kata.fixtures.includes(name))
  const deeper = inFolders(place, inner, file, 2)
  if (deeper !== undefined) return { shown: shownFrom(root, deeper), how: 'elsewhere', own: true }
  const packed = names.find(isArchive)
  if (packed !== undefined) {
    return { shown: shownFrom(root, path.join(place, packed)), how: 'packed', own: true }
  }
  const other = file === kata.main ? code.find(name => !isOfSomeKata(name)) : undefined
  return other === undefined ? undefined : { shown: other, how: 'unknown', own: true }
}

function around(submission: Submission, kata: Kata, file: string): Instead | undefined {
  const { folder, root = folder } = submission
  const places = [...new Set([folder, path.dirname(folder), root])]
    .filter(base => base === root || base.startsWith(root + path.sep))
    .map(base => {
      const { files, folders } = contentsOf(base)
      return { base, files, others: others(folders, kata) }
    })
  for (const { base, files, others } of places) {
    const flat = files.find(name => isCode(name) && isLike(name, file))
    const found = flat === undefined ? inFolders(base, others, file, 1) : path.join(base, flat)
    if (found !== undefined) return { shown: shownFrom(root, found), how: 'elsewhere', own: true }
  }
  const bare = kata.name.slice(3)
  const named = [kata.name, bare, file]
  for (const { base, files } of places) {
    const archives = files.filter(name => isArchive(name) && !isJunk(name))
    const own = archives.find(name => named.some(each => isLike(name, each)))
    const packed = own ?? archives[0]
    if (packed !== undefined) {
      const shown = shownFrom(root, path.join(base, packed))
      return { shown, how: 'packed', own: own !== undefined }
    }
  }
  // A folder that looks like the kata's and has nothing that does.
  for (const { base, others } of places) {
    const like = others.find(name => [kata.name, bare].some(each => isLike(name, each)))
    if (like !== undefined) {
      return { shown: shownFrom(root, path.join(base, like)), how: 'unknown', own: true }
    }
  }
  return undefined
}

/** The file, or one like it, in one of some folders. */
function inFolders(
  base: string,
  names: readonly string[],
  file: string,
  depth: number,
): string | undefined {
  for (const name of names) {
    const folder = path.join(base, name)
    const { files, folders } = contentsOf(folder)
    const like = files.find(each => isCode(each) && isLike(each, file))
    if (like !== undefined) return path.join(folder, like)
    const inner = folders.filter(mayHaveWork)
    const deeper = depth > 1 ? inFolders(folder, inner, file, depth - 1) : undefined
    if (deeper !== undefined) return deeper
  }
  return undefined
}

/** Of the folders beside the kata's: all but those of other katas. */
function others(folders: readonly string[], { name: own, number }: Kata): string[] {
  return folders.filter(name => {
    const [, ofKata] = /^(\d\d)-/.exec(name) ?? []
    return mayHaveWork(name) && name !== own && (ofKata === undefined || ofKata === number)
  })
}

/** What everybody has there. */
function isOfCourse(name: string, { tests, skeleton, fixtures }: Kata): boolean {
  return isJunk(name) || isTest(name) || [...tests, ...skeleton, ...fixtures].includes(name)
}

function isTest(name: string): boolean {
  return /[._ -]test\b/i.test(name)
}

function isCode(name: string): boolean {
  return /\.(?:[cm]?[jt]sx?|txt|bak|orig|rtf|docx?|pdf)$|\.ts\b|~$/i.test(name) && !isTest(name)
}

/** `gather (1).ts`, `gather.ts.txt`, `Gather - Copy.ts`, `my_gather_2.js` are like `gather.ts`. */
function isLike(name: string, file: string): boolean {
  const wanted = wordsOf(file)
  if (!has(name, wanted)) return false
  // `gather-errors.ts` is like another kata's file, and more so.
  return !filesOfKatas()
    .values()
    .some(other => other.length > wanted.length && has(name, other))
}

function has(name: string, wanted: readonly string[]): boolean {
  const given = wordsOf(name)
  if (given.filter(word => !/^\d/.test(word)).join('') === wanted.join('')) return true
  return ` ${given.join(' ')} `.includes(` ${wanted.join(' ')} `)
}

function isOfSomeKata(name: string): boolean {
  return filesOfKatas().has(name)
}

/** The files that students edit, by name, and the words of each. They are looked for once: a class may be large. */
function filesOfKatas(): ReadonlyMap<string, readonly string[]> {
  known ??= new Map(
    findKatas().flatMap(({ skeleton }) => skeleton.map(name => [name, wordsOf(name)] as const)),
  )
  return known
}

let known: ReadonlyMap<string, readonly string[]> | undefined

/** Without what stands after the first dot: `fetch-posts.ts` has `fetch` and `posts`. */
function wordsOf(name: string): string[] {
  const [stem = ''] = name.normalize('NFKC').split('.')
  const parted = stem.replaceAll(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/gu, ' ')
  const found = parted.toLowerCase().match(/[\p{L}\d]+/gu) ?? []
  return found.map(word => word.replace(/^0+(?=\d)/, ''))
}

function shownFrom(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/')
}
