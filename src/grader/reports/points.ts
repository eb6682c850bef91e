import { type Grade, ofPart, type Part, type TestGrade } from '../grades.ts'

/** How many points each part of a kata is worth: `--points`. */
export type Points = Readonly<Record<Part, number>>

/** What there is to get for a kata. */
export function pointsOfAKata({ idea, finer }: Points): number {
  return idea + finer
}

/**
 * Partial credit by tests, in whole points. A kata's idea has all of its points with a PASS alone, and only then
 * do finer points count. Where there are none, the idea is worth as much as both. What was tampered with has no
 * points, since what it says of its tests is not to be believed.
 *
 * @returns nothing for a GRADER_ERROR, which must not count
 */
export function pointsOf({ verdict, tests }: Grade, points: Points): number | undefined {
  if (verdict === 'GRADER_ERROR') return undefined
  if (verdict === 'TAMPERED') return 0
  const finer = ofPart(tests, 'finer')
  const forIdea = finer.length > 0 ? points.idea : pointsOfAKata(points)
  if (verdict === 'PASS') return forIdea + shareOf(points.finer, finer)
  return Math.min(shareOf(forIdea, ofPart(tests, 'idea')), Math.max(0, forIdea - 1))
}

/** None where there are no tests. */
function shareOf(points: number, tests: readonly TestGrade[]): number {
  return tests.length === 0 ? 0 : Math.floor((points * passedOf(tests)) / tests.length)
}

/** A student's points, and how many there were to get. */
export function sumOf(
  { grades }: { readonly grades: readonly Grade[] },
  points: Points,
): { points: number; of: number } {
  const got = grades.map(grade => pointsOf(grade, points)).filter(each => each !== undefined)
  return {
    points: got.reduce((sum, each) => sum + each, 0),
    of: pointsOfAKata(points) * got.length,
  }
}

export function passedOf(tests: readonly TestGrade[]): number {
  return tests.filter(({ status }) => status === 'passed').length
}

/**
 * How many of a kata's finer points pass, whether they count or not.
 *
 * @returns nothing where it has none, or could not be graded
 */
export function finerPassedOf({ verdict, tests }: Grade): number | undefined {
  const finer = ofPart(tests, 'finer')
  if (finer.length === 0 || verdict === 'GRADER_ERROR') return undefined
  return verdict === 'TAMPERED' ? 0 : passedOf(finer)
}

/** Whether a kata is solved, and all of its finer points pass, too. */
export function isComplete({ verdict, tests }: Grade): boolean {
  return verdict === 'PASS' && passedOf(tests) === tests.length
}
