import { createHash } from 'node:crypto'
import { isObject } from '../course/kept-files.ts'
import { type Grade, type Submission, VERDICTS } from './grades.ts'
import type { OutFolder } from './out-folder.ts'

/** The grades that a report's folder remembers, each a small file of its own. */
export class Journal {
  readonly #folder: OutFolder

  constructor(folder: OutFolder) {
    this.#folder = folder
  }

  /**
   * @param fingerprint of everything that the grade rests on now
   * @returns the grade that was kept; undefined where there is none that rests on the same
   */
  kept(submission: Submission, kata: string, fingerprint: string): Grade | undefined {
    const noted = this.#folder.noted(nameOf(submission, kata))
    if (!isObject(noted) || noted.fingerprint !== fingerprint) return undefined
    return isGrade(noted.grade, kata) ? noted.grade : undefined
  }

  /** Keeps a grade; not one that is our own fault, which is tried again. Throws Failed. */
  keep(submission: Submission, grade: Grade, fingerprint: string): void {
    if (grade.verdict === 'GRADER_ERROR') return
    this.#folder.note(nameOf(submission, grade.kata), { fingerprint, grade })
  }
}

/** Submissions' names need not be names of files. */
function nameOf({ name }: Submission, kata: string): string {
  const folder = createHash('sha256').update(name).digest('hex').slice(0, 16)
  return `grades/${folder}/${kata}.json`
}

function isGrade(value: unknown, kata: string): value is Grade {
  return (
    isObject(value) &&
    value.kata === kata &&
    VERDICTS.some(verdict => verdict === value.verdict) &&
    Array.isArray(value.tests) &&
    Array.isArray(value.warnings)
  )
}
