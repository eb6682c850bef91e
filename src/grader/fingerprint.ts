import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Kata, ROOT } from '../course/katas.ts'
import { codeOf } from '../course/kept-files.ts'
import { readSubmitted } from './examiner/submitted-files.ts'
import type { Submission } from './grades.ts'

// A grade that was kept holds as long as everything that it rests on is the same.

const LENGTH = 16

/** A short name for some texts: the same for the same ones. */
export function fingerprintOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, LENGTH)
}

// ---- the course ----------------------------------------------------------------------------------

/** What each kata's verdicts rest on besides the submission: its tests, its solution, the lab, the grader. */
export function fingerprintsOf(katas: readonly Kata[]): Map<string, string> {
  const shared = [
    ...contentsOf('src/lab', isCode),
    ...contentsOf('src/grader', file => isCode(file) && !isOfReports(file)),
    ...contentsOf('package.json'),
    ...contentsOf('package-lock.json'),
    ...contentsOf('tsconfig.json'),
  ]
  return new Map(katas.map(kata => [kata.name, fingerprintOf([...shared, ...ownContents(kata)])]))
}

/** A folder, or a file that is run: what is written about it decides nothing. */
function isCode(file: string): boolean {
  return !/\.(md|json)$/.test(file)
}

/** How grades are shown: that decides nothing either. */
function isOfReports(file: string): boolean {
  return /\/reports[/.]/.test(file)
}

function ownContents({ name, tests, fixtures }: Kata): string[] {
  const own = [...tests, ...fixtures].sort().flatMap(file => contentsOf(`katas/${name}/${file}`))
  return [...own, ...contentsOf(`solutions/${name}`, file => file.endsWith('.ts'))]
}

/** The files at or below a path of the project: names and texts. Systems differ in how lines end. */
function contentsOf(file: string, filter = (_file: string) => true): string[] {
  const own = path.join(ROOT, file)
  const entry = lstatSync(own, { throwIfNoEntry: false })
  if (!entry) return []
  if (!entry.isDirectory()) return [file, readFileSync(own, 'utf8').replaceAll('\r\n', '\n')]
  const names = readdirSync(own).sort()
  return names
    .map(name => `${file}/${name}`)
    .filter(filter)
    .flatMap(each => contentsOf(each, filter))
}

// ---- a submission --------------------------------------------------------------------------------

/** What a submission has of a kata: the texts of the files that students edit, or why they are not taken. */
export function submitted(submission: Submission, kata: Kata): string[] {
  try {
    const taken = readSubmitted(submission, kata)
    if ('invalid' in taken) return [taken.invalid]
    return [...taken.files].flatMap(([name, content]) => [name, content.toString()])
  } catch (error) {
    return [codeOf(error)]
  }
}
