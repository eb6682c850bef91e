import path from 'node:path'
import { entriesOf, foldersIn } from './entries.ts'
import { isArchive, mayHaveWork } from './junk.ts'

/** Where the katas' folders are in what a student handed in. */
export interface Work {
  /** The folder that has them; more than one where nobody can know which of them counts; none. */
  readonly candidates: readonly string[]
  /** Further down, and not looked at. */
  readonly others: readonly string[]
}

/** How far down: `submission.zip` that holds `cooperativo-main/`, and one more for luck. */
const DEPTH = 3
/** How many folders are looked at on each level. */
const MOST = 200

/**
 * Looks for the folders of katas: those that are furthest up count.
 *
 * @param katas the names of the course's: only where there is none of them, others of that form count
 */
export function findWork(root: string, katas: readonly string[]): Work {
  const known = search(root, name => katas.includes(name))
  return known.candidates.length > 0 ? known : search(root, name => /^\d\d-/.test(name))
}

type IsKata = (name: string) => boolean

function search(root: string, isKata: IsKata): Work {
  let candidates: string[] = []
  let others: string[] = []
  let level = [root]
  for (let depth = 0; depth <= DEPTH && level.length > 0; depth++) {
    const found = level.flatMap(folder => workIn(folder, isKata))
    if (candidates.length === 0) candidates = found
    else others = [...others, ...found]
    level = level.flatMap(folder => below(folder, found, isKata)).slice(0, MOST)
  }
  return { candidates, others }
}

/** Whether a folder has code or archives somewhere in it, as a submission would. */
export function mayBeSubmission(folder: string, depth = DEPTH): boolean {
  return entriesOf(folder).some(entry => {
    if (entry.isFile()) return /\.[cm]?[jt]s$/.test(entry.name) || isArchive(entry.name)
    const isFolder = entry.isDirectory() && mayHaveWork(entry.name) && depth > 0
    return isFolder && mayBeSubmission(path.join(folder, entry.name), depth - 1)
  })
}

/** Its folder `katas`, in whatever case, and the folder itself; each only if it has folders of katas. */
function workIn(folder: string, isKata: IsKata): string[] {
  const names = foldersIn(folder)
  const named = names
    .filter(name => name.toLowerCase() === 'katas')
    .map(name => path.join(folder, name))
    .filter(katas => foldersIn(katas).some(isKata))
  return names.some(isKata) ? [...named, folder] : named
}

/** The folders in which there may be more. */
function below(folder: string, found: readonly string[], isKata: IsKata): string[] {
  return foldersIn(folder)
    .filter(name => mayHaveWork(name) && !isKata(name))
    .map(name => path.join(folder, name))
    .filter(inner => !found.includes(inner))
}
