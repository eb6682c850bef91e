import type { Kata } from '../../course/katas.ts'
import { type ExpectedTest, type Grade, type TestGrade, VERDICTS } from '../grades.ts'
import { toldApart } from '../told-apart.ts'
import { words } from '../words/words.ts'
import { harmless, oneLine, sentence, shortened } from './harmless.ts'
import { pageNames } from './page-names.ts'
import { isComplete, type Points } from './points.ts'

/** All that the reports are made of. Its texts are harmless to show: see harmless.ts. */
export interface Report {
  /** When it was made, in ISO format: the only thing in a report that differs from run to run. */
  readonly graded: string
  readonly course: Course
  /** Seconds of its own time after which a test file was stopped. */
  readonly timeout: number
  readonly points: Points
  /** What kept submissions from doing harm, and what did not: a sentence each. */
  readonly protections: readonly string[]
  readonly katas: readonly GradedKata[]
  readonly students: readonly Student[]
  /** What is no submission and was named as one: in sentences. */
  readonly leftOut: readonly string[]
}

/** What the submissions were graded with. */
export interface Course {
  /** From package.json. */
  readonly version: string
  /** Of the tests, the lab and the grader: the same where they are the same. */
  readonly fingerprint: string
}

export interface GradedKata extends Pick<Kata, 'number' | 'name' | 'title'> {
  /** Those of the idea first. */
  readonly tests: readonly ExpectedTest[]
}

export interface Student {
  /** No two have the same. */
  readonly name: string
  /** The name of the folder that was handed in, or of its first file. */
  readonly folder: string
  /** What is worth knowing of all that was handed in: a sentence each. */
  readonly notes: readonly string[]
  /** The page of feedback, from the report's folder on: `students/anna.md`. */
  readonly page: string
  /** One for each of the report's katas, in their order. */
  readonly grades: readonly Grade[]
}

/** A grade of each kata that a submission was examined for. */
export interface Graded {
  readonly name: string
  readonly own?: string
  readonly notes?: readonly string[]
  readonly grades: readonly Grade[]
}

/** Makes a report of what was graded, and its texts harmless. */
export function reportOf(
  facts: Omit<Report, 'students' | 'leftOut'>,
  graded: readonly Graded[],
  leftOut: readonly string[] = [],
): Report {
  // Names that are different may be harmless in the same way.
  const names = toldApart(graded.map(({ name }) => ({ name: oneLine(name) })))
  const pages = pageNames(names)
  const students = graded.map(({ name, own = name, notes = [], grades }, index) => ({
    name: names[index] as string,
    folder: oneLine(own),
    notes: notes.map(sentence),
    page: `students/${pages[index]}`,
    grades: grades.map(harmlessGrade),
  }))
  const protections = facts.protections.map(oneLine)
  return { ...facts, protections, students, leftOut: leftOut.map(oneLine) }
}

function harmlessGrade({ kata, verdict, reason, tests, warnings, review }: Grade): Grade {
  return {
    kata,
    verdict,
    ...(reason === undefined ? {} : { reason: sentence(reason) }),
    tests: tests.map(harmlessTest),
    warnings: warnings.map(sentence),
    ...(review && { review }),
  }
}

function harmlessTest({ part, name, status, message, place }: TestGrade): TestGrade {
  return {
    part,
    name: oneLine(name),
    status,
    ...(message === undefined ? {} : { message: shortened(harmless(message)) }),
    ...(place === undefined ? {} : { place: sentence(place) }),
  }
}

// ---- figures -------------------------------------------------------------------------------------

export function passesOf({ grades }: Pick<Student, 'grades'>): number {
  return grades.filter(({ verdict }) => verdict === 'PASS').length
}

/** How many of a student's katas are complete. */
export function completeOf({ grades }: Pick<Student, 'grades'>): number {
  return grades.filter(isComplete).length
}

/** Whether any of its katas has finer points. */
export function hasFinerPoints({ katas }: Pick<Report, 'katas'>): boolean {
  return katas.some(({ tests }) => tests.some(({ part }) => part === 'finer'))
}

/** How often each verdict was given, of those that were: `15 PASS, 3 FAIL`. */
export function countsOf(grades: readonly Grade[]): string {
  return VERDICTS.map(verdict => ({
    verdict,
    count: grades.filter(each => each.verdict === verdict).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${verdict}`)
    .join(', ')
}

/** The first line of every report that people read. */
export function protectionsOf({ protections }: Pick<Report, 'protections'>): string {
  return words.protections.line(protections)
}
