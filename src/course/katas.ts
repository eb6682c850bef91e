import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '../..')

/** The notebook's own katas; what practice adds; and the deep ones, which the path leaves out until asked for. */
export type Section = 'core' | 'practice' | 'deep'

/** A kata, known by its folder alone: `katas/NN-name`. */
export interface Kata {
  /** `03` */
  readonly number: string
  /** `03-gather` */
  readonly name: string
  /** `Gather`, from the first line of its README. */
  readonly title: string
  /** Which part of the course it belongs to; its README's first line ends with it, unless it is core. */
  readonly section: Section
  /** The folder's absolute path. */
  readonly folder: string
  /** What the student edits, by name: the files that the solution has, also where one was deleted. */
  readonly skeleton: readonly string[]
  /** The one of them that the tests are named after, and import. */
  readonly main: string
  /** Those of them that are finished as they are, such as a thread's side: nothing is to be done in them. */
  readonly given: readonly string[]
  /** The test files, by name: the idea, and after it the finer points. */
  readonly tests: readonly string[]
  /** The one of them that has the finer points; undefined in a kata that is not split yet. */
  readonly finer: string | undefined
  /** Whatever else the tests need, such as a folder of jobs for threads: names of files and folders. */
  readonly fixtures: readonly string[]
}

/** All katas of a project, in their order. */
export function findKatas(root = ROOT): Kata[] {
  const folder = path.join(root, 'katas')
  return readdirSync(folder)
    .filter(name => /^\d\d-/.test(name))
    .sort()
    .map(name => kataIn(path.join(folder, name)))
}

function kataIn(folder: string): Kata {
  const name = path.basename(folder)
  const entries = readdirSync(folder)
  const files = entries.filter(file => file.endsWith('.ts'))
  const solution = path.join(folder, '../../solutions', name)
  const solved = existsSync(solution) ? readdirSync(solution) : files
  const skeleton = solved.filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const finer = files.find(isFiner)
  const idea = files.filter(file => file.endsWith('.test.ts') && file !== finer)
  const tests = [...idea, ...(finer ? [finer] : [])]
  const main = idea[0]?.replace('.test.ts', '.ts') ?? 'kata.ts'
  const pristine = path.join(folder, '../../test/verdicts', name, 'skeleton')
  const heading = headingOf(folder) ?? name.slice(3)
  const [suffix, section = 'core'] = SECTION.exec(heading) ?? ['']
  return {
    number: name.slice(0, 2),
    name,
    title: heading.slice(0, heading.length - suffix.length),
    section: section as Section,
    folder,
    skeleton,
    main,
    // Nobody is given what the tests are about: it need not be read.
    given: skeleton.filter(
      file => file !== main && isSame(path.join(pristine, file), path.join(solution, file)),
    ),
    tests,
    finer,
    fixtures: entries.filter(
      entry => !/\.md$/.test(entry) && !skeleton.includes(entry) && !tests.includes(entry),
    ),
  }
}

const SECTION = / \((practice|deep)\)$/

/** Whether a test file, given by its name or path, has a kata's finer points; the other has its idea. */
export function isFiner(file: string): boolean {
  return file.endsWith('.finer.test.ts')
}

function isSame(file: string, other: string): boolean {
  return existsSync(file) && existsSync(other) && textOf(file) === textOf(other)
}

/** A file's text, with the line ends of Unix: git, zip files and editors change them. */
export function textOf(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
}

function headingOf(folder: string): string | undefined {
  const readme = path.join(folder, 'README.md')
  if (!existsSync(readme)) return undefined
  return /^# \d\d · (.+)$/m.exec(readFileSync(readme, 'utf8'))?.[1]
}
