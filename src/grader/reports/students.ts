import { goalBelow } from '../../course/goal-picture.ts'
import { type Grade, ofPart, type TestGrade } from '../grades.ts'
import { words } from '../words/words.ts'
import { shortened } from './harmless.ts'
import { comment, fenced, plain } from './markdown.ts'
import { passedOf, pointsOf, pointsOfAKata, sumOf } from './points.ts'
import {
  completeOf,
  type GradedKata,
  hasFinerPoints,
  passesOf,
  protectionsOf,
  type Report,
  type Student,
} from './report.ts'

const MOST_LINES = 60

/** A page of feedback that an instructor can send: what passes, and one thing to look at for each other kata. */
export function pageOf(report: Report, student: Student): string {
  const head = [
    comment(protectionsOf(report)),
    '',
    `# ${words.feedback.title(plain(student.name))}`,
  ]
  return [...head, '', feedbackOf(report, student)].join('\n')
}

/** The same without its head, for a page of several students. */
export function feedbackOf(report: Report, student: Student): string {
  const { katas } = report
  const { feedback } = words
  const { points, of } = sumOf(student, report.points)
  const complete = hasFinerPoints(report) ? completeOf(student) : undefined
  const all = katas.map((kata, index) => {
    const grade = student.grades[index] as Grade
    const got = pointsOf(grade, report.points) ?? 0
    return { kata, grade, points: feedback.points(got, pointsOfAKata(report.points)) }
  })
  const passed = all.filter(({ grade }) => grade.verdict === 'PASS')
  const invalid = all.filter(({ grade }) => grade.verdict === 'INVALID')
  const others = all.filter(each => !passed.includes(each) && !invalid.includes(each))
  return [
    feedback.total(passesOf(student), katas.length, complete, feedback.points(points, of)),
    '',
    ...student.notes.flatMap(note => [feedback.warning(plain(note)), '']),
    ...section(feedback.passed, passed.map(passLine)),
    ...others.flatMap(open),
    ...section(feedback.invalid, invalid.map(invalidLine)),
  ].join('\n')
}

interface Examined {
  readonly kata: GradedKata
  readonly grade: Grade
  /** `86 of 100 points` */
  readonly points: string
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, '']
}

function passLine({ kata, grade, points }: Examined): string {
  const { complete, finerPoints, nextFiner, solved, warning } = words.feedback
  const finer = ofPart(grade.tests, 'finer')
  const open = finer.find(({ status }) => status !== 'passed')
  const command = `npx kata run ${kata.number} --finer`
  const standing = open ? finerPoints(passedOf(finer), finer.length) : complete
  const lines = [
    `- ${solved(titleOf(kata), finer.length > 0 ? standing : undefined, points)}`,
    ...(open ? [`  - ${nextFiner(plain(open.name), command)}`] : []),
    ...grade.warnings.map(each => `  - ${warning(plain(each))}`),
  ]
  return lines.join('\n')
}

function invalidLine({ kata, grade }: Examined): string {
  return `- ${titleOf(kata)}: ${plain(grade.reason ?? words.verdicts.INVALID.meaning)}`
}

/** A kata that does not pass: the first failure of its idea, and what to do next. */
function open({ kata, grade, points }: Examined): string[] {
  const { verdict, warnings } = grade
  const tests = ofPart(grade.tests, 'idea')
  const { feedback } = words
  const failed = tests.find(({ status }) => status === 'failed')
  const head = [`## ${feedback.kata(titleOf(kata), verdict)}`, '']
  if (verdict === 'GRADER_ERROR') return [...head, whyOf(grade), '']
  const count = feedback.tests(passedOf(tests), tests.length, points)
  // What a failed test says itself need not be said twice.
  const why = verdict === 'FAIL' && failed ? [] : [whyOf(grade)]
  return [
    ...head,
    [...why, count].join(' '),
    '',
    ...(failed ? failureOf(kata, failed, tests) : []),
    ...warnings.map(warning => `${feedback.warning(plain(warning))}\n`),
    feedback.next(`katas/${kata.name}/README.md`, `npx kata hint ${kata.number}`),
    '',
  ]
}

function whyOf({ verdict, reason }: Grade): string {
  const { meaning, addition } = words.verdicts[verdict]
  return [reason === undefined ? meaning : plain(reason), ...(addition ? [addition] : [])].join(' ')
}

function failureOf(
  kata: GradedKata,
  { name, message, place }: TestGrade,
  tests: readonly TestGrade[],
): string[] {
  const { feedback, reasons } = words
  const text = shortened(message?.trimEnd() ?? reasons.noMessage, MOST_LINES)
  const goal = goalBelow(kata, name, text)
  return [
    feedback.firstFailure(plain(name)),
    '',
    fenced(text),
    '',
    ...(goal === undefined ? [] : [feedback.goal, '', fenced(goal), '']),
    ...(place === undefined ? [] : [feedback.place(plain(place)), '']),
    ...othersOf(tests),
  ]
}

function othersOf(tests: readonly TestGrade[]): string[] {
  const more = tests.filter(({ status }) => status === 'failed').length - 1
  const missing = tests.filter(({ status }) => status === 'not run').length
  return more + missing === 0 ? [] : [words.feedback.others(more, missing), '']
}

function titleOf({ number, title }: GradedKata): string {
  return `${number} ${plain(title)}`
}
