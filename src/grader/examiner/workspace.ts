import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Kata, ROOT } from '../../course/katas.ts'

/** Of every file that submissions are examined with, by its path in the project: what is in it. */
export type Pristine = ReadonlyMap<string, Buffer>

/** Where the parts of the project that submissions need are laid out, and a submission's files over them. */
export interface Workspace {
  readonly folder: string
  /** The project in it. */
  readonly project: string
}

/** In the folder of what is kept. */
export const COMPILED = 'compiled'
const TYPES = 'types'

const PREFIX = 'cooperativo-grade-'
const PARTS = ['package.json', 'tsconfig.json', 'src/lab', 'src/grader/inside', 'src/grader/words']
/** What tests don't need, in a kata's folder. */
const NOT_NEEDED = ['prediction.json', 'demo.ts']

/** Reads what submissions are examined with. The solutions are not among it. */
export function readPristine(katas: readonly Kata[]): Pristine {
  const ofKatas = katas.flatMap(({ name, tests, fixtures }) => {
    const needed = fixtures.filter(entry => !NOT_NEEDED.includes(entry))
    return [...tests, ...needed].map(entry => `katas/${name}/${entry}`)
  })
  const parts = PARTS.flatMap(part => filesIn(part)).filter(file => !file.endsWith('.md'))
  const files = [...parts, ...ofKatas.flatMap(filesIn)]
  return new Map(files.map(file => [file, readFileSync(path.join(ROOT, file))]))
}

/** All files in a folder of the project, or the file itself. */
function filesIn(part: string): string[] {
  try {
    return readdirSync(path.join(ROOT, part), { withFileTypes: true }).flatMap(entry =>
      entry.isDirectory() || entry.isFile() ? filesIn(`${part}/${entry.name}`) : [],
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [part]
    throw error
  }
}

/** A folder for all workspaces of this grader; those of graders that are gone are removed. */
export function makeHome(): string {
  const temporary = realpathSync(os.tmpdir())
  for (const name of readdirSync(temporary)) {
    const [, pid] = /^cooperativo-grade-(\d+)-/.exec(name) ?? []
    if (pid && !isAlive(Number(pid))) removeOld(path.join(temporary, name))
  }
  return mkdtempSync(path.join(temporary, `${PREFIX}${process.pid}-`))
}

/**
 * Lays out a workspace.
 *
 * @param name of its folder: Node finds what it has compiled only where it was
 * @param submitted the submitted files, by their paths in the project
 * @param kept the folder of what is kept, where it and the installed packages are to be linked; otherwise the
 *   places for them are empty folders
 */
export function layOut(
  home: string,
  name: string,
  pristine: Pristine,
  submitted: ReadonlyMap<string, Buffer>,
  kept: string | undefined,
): Workspace {
  const folder = path.join(home, name)
  mkdirSync(folder)
  const project = path.join(folder, 'project')
  for (const [file, content] of [...pristine, ...submitted]) {
    const target = path.join(project, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
  for (const name of ['project/.kata/stopped', 'view', 'temporary']) {
    mkdirSync(path.join(folder, name), { recursive: true })
  }
  const places = { node_modules: packagesFolder(), '.kata/cache': kept && path.join(kept, TYPES) }
  for (const [place, source] of Object.entries(places)) {
    if (kept && source) symlinkSync(source, path.join(project, place), 'junction')
    else mkdirSync(path.join(project, place))
  }
  return { folder, project }
}

/** Makes a folder for what is kept: what Node has compiled, and what the lab has taken the types off. */
export function makeKept(home: string): string {
  const kept = path.join(home, 'kept')
  for (const name of [COMPILED, TYPES]) mkdirSync(path.join(kept, name), { recursive: true })
  return kept
}

/** Where the project's packages are installed. */
export function packagesFolder(): string {
  return realpathSync(path.join(ROOT, 'node_modules'))
}

/** The files of a workspace that are not as they were laid out: by their paths in the project. */
export function changedFiles(
  { project }: Workspace,
  laidOut: Iterable<readonly [string, Buffer]>,
): string[] {
  return [...laidOut]
    .filter(([file, content]) => !isSame(path.join(project, file), content))
    .map(([file]) => file)
    .sort()
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

function isSame(file: string, content: Buffer): boolean {
  try {
    return readFileSync(file).equals(content)
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Somebody else's folder stays where it is. */
function removeOld(folder: string): void {
  try {
    remove(folder)
  } catch {}
}
