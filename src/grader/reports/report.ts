import type { Kata } from '../../course/katas.ts'
import { type Grade, type TestGrade, VERDICTS, type Verdict } from '../grades.ts'
import { words } from '../words/words.ts'
import { harmless, oneLine, sentence, shortened } from './harmless.ts'
import { pageNames } from './page-names.ts'

/** All that the reports are made of. Its texts are harmless to show: see harmless.ts. */
export interface Report {
  /** When it was made, in ISO format: the only thing in a report that differs from run to run. */
  readonly graded: string
  readonly course: Course
  /** Seconds after which a kata that says nothing was stopped. */
  readonly timeout: number
  /** What kept submissions from doing harm, and what did not: a sentence each. */
  readonly protections: readonly string[]
  readonly katas: readonly GradedKata[]
  readonly students: readonly Student[]
}

/** What the submissions were graded with. */
export interface Course {
  /** From package.json. */
  readonly version: string
  /** Of the tests, the lab and the grader: the same where they are the same. */
  readonly fingerprint: string
}

export interface GradedKata extends Pick<Kata, 'number' | 'name' | 'title'> {
  readonly tests: readonly string[]
}

export interface Student {
  readonly name: string
  /** The page of feedback, from the report's folder on: `students/anna.md`. */
  readonly page: string
  /** One for each of the report's katas, in their order. */
  readonly grades: readonly Grade[]
}

/** A grade of each kata that a submission was examined for. */
export interface Graded {
  readonly name: string
  readonly grades: readonly Grade[]
}

/** Makes a report of what was graded, and its texts harmless. */
export function reportOf(facts: Omit<Report, 'students'>, graded: readonly Graded[]): Report {
  const names = graded.map(({ name }) => oneLine(name))
  const pages = pageNames(names)
  const students = graded.map(({ grades }, index) => ({
    name: names[index] as string,
    page: `students/${pages[index]}`,
    grades: grades.map(harmlessGrade),
  }))
  return { ...facts, protections: facts.protections.map(oneLine), students }
}

function harmlessGrade({ kata, verdict, reason, tests, warnings }: Grade): Grade {
  return {
    kata,
    verdict,
    ...(reason === undefined ? {} : { reason: sentence(reason) }),
    tests: tests.map(harmlessTest),
    warnings: warnings.map(sentence),
  }
}

function harmlessTest({ name, status, message, place }: TestGrade): TestGrade {
  return {
    name: oneLine(name),
    status,
    ...(message === undefined ? {} : { message: shortened(harmless(message)) }),
    ...(place === undefined ? {} : { place: sentence(place) }),
  }
}

// ---- what an instructor should see before sending anything ---------------------------------------

/** A grade that is to be looked at, and who has got it for the same reason. */
export interface ToLookAt {
  readonly verdict: Verdict
  readonly kata: string
  readonly reason: string
  readonly names: readonly string[]
}

export function toLookAt({ students }: Report): ToLookAt[] {
  const all = students.flatMap(({ name, grades }) =>
    grades
      .filter(({ verdict }) => verdict === 'TAMPERED' || verdict === 'GRADER_ERROR')
      .map(({ verdict, kata, reason = '' }) => ({ verdict, kata, reason, name })),
  )
  const same = Map.groupBy(all, ({ verdict, kata, reason }) => `${verdict}\n${kata}\n${reason}`)
  return [...same.values()].map(group => {
    const [{ verdict, kata, reason }] = group as [(typeof group)[number]]
    return { verdict, kata, reason, names: group.map(({ name }) => name) }
  })
}

// ---- figures -------------------------------------------------------------------------------------

export const POINTS_OF_A_KATA = 100

/**
 * Partial credit by tests, in whole points: only a PASS has them all. What was tampered with has none, since
 * what it says of its tests is not to be believed.
 *
 * @returns nothing for a GRADER_ERROR, which must not count
 */
export function pointsOf({ verdict, tests }: Grade): number | undefined {
  if (verdict === 'GRADER_ERROR') return undefined
  if (verdict === 'PASS') return POINTS_OF_A_KATA
  if (verdict === 'TAMPERED' || tests.length === 0) return 0
  const share = Math.floor((POINTS_OF_A_KATA * passedOf(tests)) / tests.length)
  return Math.min(share, POINTS_OF_A_KATA - 1)
}

/** A student's points, and how many there were to get. */
export function sumOf({ grades }: Pick<Student, 'grades'>): { points: number; of: number } {
  const points = grades.map(pointsOf).filter(each => each !== undefined)
  return {
    points: points.reduce((sum, each) => sum + each, 0),
    of: POINTS_OF_A_KATA * points.length,
  }
}

export function passedOf(tests: readonly TestGrade[]): number {
  return tests.filter(({ status }) => status === 'passed').length
}

export function passesOf({ grades }: Pick<Student, 'grades'>): number {
  return grades.filter(({ verdict }) => verdict === 'PASS').length
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
