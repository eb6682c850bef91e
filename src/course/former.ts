import { createHash } from 'node:crypto'
import { copyFileSync, lstatSync, mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { type Kata, textOf } from './katas.ts'
import { claimName, codeOf, isThere, KEPT, namesIn, SAVED, shown, stamp } from './kept-files.ts'
import { isUntouched, pristineFolder } from './skeleton.ts'
import { words } from './words/words.ts'

// A kata that had another place in an earlier version of the course: what students have there is its own.

/** Where a kata was. */
interface Former {
  /** The kata's name today. */
  readonly kata: string
  /** The folder that it was in, which another kata has today. */
  readonly folder: string
  /** The student's files there, and the hash of each as it was given: first the one that no other kata has. */
  readonly files: ReadonlyMap<string, string>
}

const POOL: Former = {
  kata: '19-thread-pool',
  folder: '08-threads',
  files: new Map([
    ['thread-pool.ts', '0b2db121765b6fd0b1d2a7b09138cc174792c9824e6d37b363e96a4b07c44769'],
    ['worker.ts', '1451a8f64543944356f507c29658105e288b242798e197d7fa6c0684ff5211c7'],
  ]),
}

const [POOL_FILE = ''] = POOL.files.keys()

/**
 * The folder in which a kata's file is, below one that mirrors `katas/`: the kata's own or its former one; undefined
 * where the file of that name is another kata's.
 */
export function placeOf(katas: string, { name, main }: Pick<Kata, 'name' | 'main'>, file: string) {
  if (name === POOL.folder) return isFormer(katas, file) ? undefined : name
  const isOwn = name !== POOL.kata || isThere(path.join(katas, name, main))
  return !isOwn && isFormer(katas, file) ? POOL.folder : name
}

/** Whether a folder that mirrors `katas/` has work on a kata in its former place, and none in its own. */
export function isBegunAtFormerPlace(katas: string, kata: Pick<Kata, 'name' | 'main'>): boolean {
  return placeOf(katas, kata, kata.main) === POOL.folder && !isSkeleton(katas, kata.main)
}

/** Whether a file in the former folder is the kata's that was there, rather than today's. */
function isFormer(katas: string, file: string): boolean {
  const folder = path.join(katas, POOL.folder)
  if (!POOL.files.has(file)) return false
  if (![POOL_FILE, file].every(each => isThere(path.join(folder, each)))) return false
  return !isUntouched({ name: POOL.folder, folder }, file)
}

/** No skeleton is longer, in bytes: what a student has sent in need not be read. */
const LONGEST = 10_000

function isSkeleton(katas: string, file: string): boolean {
  const place = path.join(katas, POOL.folder, file)
  const entry = lstatSync(place)
  if (!entry.isFile() || entry.size > LONGEST) return false
  return createHash('sha256').update(textOf(place)).digest('hex') === POOL.files.get(file)
}

// ---- moving what a student has ------------------------------------------------------------------------------

/**
 * Moves what a student has at a kata's former place: files, what `reset` has saved, and what is kept of them. Nothing
 * is deleted: what can't take its new place goes to `.kata/saved`.
 *
 * @returns a sentence on the student's files, where some were moved
 */
export function moveFormer(katas: readonly Kata[]): string | undefined {
  const [kata, today] = [POOL.kata, POOL.folder].map(name => katas.find(each => each.name === name))
  if (!kata || !today) return undefined
  try {
    moveKept()
    return moveFiles(kata, today)
  } catch (error) {
    // Another command was faster.
    if (codeOf(error) === 'ENOENT') return undefined
    return words.former.notMoved(shown(today.folder), shown(kata.folder), codeOf(error))
  }
}

function moveFiles(kata: Kata, today: Kata): string | undefined {
  const all = path.dirname(kata.folder)
  const files = [...POOL.files.keys()].filter(file => isFormer(all, file))
  if (files.length === 0) return undefined
  const isWork = files.some(file => !isSkeleton(all, file))
  const isFree = kata.skeleton.every(file => {
    return !isThere(path.join(kata.folder, file)) || isUntouched(kata, file)
  })
  const target = isWork && isFree ? kata.folder : savedFolder(kata.name)
  for (const file of files) {
    renameSync(path.join(today.folder, file), path.join(target, file))
    if (!today.skeleton.includes(file)) continue
    copyFileSync(path.join(pristineFolder(today), file), path.join(today.folder, file))
  }
  return isWork ? words.former.moved(files, shown(target), { kata, today }) : undefined
}

function savedFolder(name: string): string {
  mkdirSync(SAVED, { recursive: true })
  return claimName(path.join(SAVED, `${name}-${stamp()}`), wanted => mkdirSync(wanted))
}

/** Today's kata keeps under another name what is known of it: so this moves but once. */
function moveKept(): void {
  const former = path.join(KEPT, 'progress', POOL.folder)
  const own = path.join(KEPT, 'progress', POOL.kata)
  if (isThere(former) && !isThere(own)) {
    // The question about it is one of today's kata.
    const [from, to] = [former, progressFolder(POOL.folder)].map(folder =>
      path.join(folder, 'prediction.json'),
    )
    if (from && to && isThere(from) && !isThere(to)) {
      mkdirSync(path.dirname(to), { recursive: true })
      renameSync(from, to)
    }
    renameSync(former, own)
  }
  for (const name of namesIn(SAVED).filter(name => name.startsWith(`${POOL.folder}-`))) {
    const wanted = path.join(SAVED, name.replace(POOL.folder, POOL.kata))
    if (!isThere(path.join(SAVED, name, POOL_FILE)) || isThere(wanted)) continue
    renameSync(path.join(SAVED, name), wanted)
  }
}

/** The folder of what is known of a student's work on a kata. */
export function progressFolder(name: string): string {
  return path.join(KEPT, 'progress', name === POOL.folder ? `${name}-2` : name)
}

/** The name that a kata's hints were counted by before each had a file of its own. */
export function formerName(name: string): string | undefined {
  if (name === POOL.folder) return undefined
  return name === POOL.kata ? POOL.folder : name
}
