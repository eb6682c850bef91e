import type { Grade, Verdict } from '../grades.ts'
import { words } from '../words/words.ts'
import type { Report, Student } from './report.ts'

// What an instructor should see before sending anything.

/** Something that a person has to look at, and decide. */
export interface ToLookAt {
  /** Of a grade: its verdict, and the katas that it is of. */
  readonly graded?: { readonly verdict: Verdict; readonly kata: string; readonly more: number }
  readonly reason: string
  /** Whom it is of; nobody in particular where there are none. */
  readonly names: readonly string[]
}

/** First what was not examined as it should be, then what is no submission, or none as it should be. */
export function toLookAt({ students, leftOut }: Report): ToLookAt[] {
  return [
    ...sameForAll(students),
    ...students.flatMap(notTaken),
    ...students.flatMap(({ name, notes }) => notes.map(reason => ({ reason, names: [name] }))),
    ...(leftOut.length > 0 ? [{ reason: leftOut.join(' '), names: [] }] : []),
  ]
}

/** What is the same for several students is one thing to look at. */
function sameForAll(students: readonly Student[]): ToLookAt[] {
  const all = students.flatMap(({ name, grades }) =>
    grades
      .filter(({ verdict }) => verdict === 'TAMPERED' || verdict === 'GRADER_ERROR')
      .map(grade => ({ ...grade, name })),
  )
  const same = Map.groupBy(all, ({ verdict, kata, reason }) => `${verdict}\n${kata}\n${reason}`)
  return [...same.values()].flatMap(group => {
    const names = group.map(({ name }) => name)
    return group.slice(0, 1).map(grade => ({ ...itemOf(grade, 0), names }))
  })
}

/** A student whose folder is not as it should be has most katas wrong in the same way. */
function notTaken({ name, grades }: Student): ToLookAt[] {
  const all = grades.filter(({ review }) => review)
  return all.slice(0, 1).map(grade => ({ ...itemOf(grade, all.length - 1), names: [name] }))
}

function itemOf({ verdict, kata, reason = '' }: Grade, more: number) {
  return { graded: { verdict, kata, more }, reason }
}

/**
 * It in a line.
 *
 * @param show makes a text of a submission harmless where the line is to stand
 */
export function lineOf(
  { graded, reason, names }: ToLookAt,
  show: (text: string) => string,
): string {
  const { review } = words
  const [name, ...others] = names
  const who = name === undefined ? undefined : review.who(show(name), others.length)
  if (!graded) return review.note(who, show(reason))
  const katas = review.katas(show(graded.kata), graded.more)
  return review.item(graded.verdict, katas, who ?? '', show(reason))
}
