import { goalBelow } from '../../course/goal-picture.ts'
import type { Grade, TestGrade } from '../grades.ts'
import { words } from '../words/words.ts'
import { shortened } from './harmless.ts'
import { comment, fenced, plain } from './markdown.ts'
import {
  type GradedKata,
  passedOf,
  passesOf,
  protectionsOf,
  type Report,
  type Student,
  sumOf,
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
export function feedbackOf({ katas }: Report, student: Student): string {
  const { points, of } = sumOf(student)
  const all = katas.map((kata, index) => ({ kata, grade: student.grades[index] as Grade }))
  const passed = all.filter(({ grade }) => grade.verdict === 'PASS')
  const invalid = all.filter(({ grade }) => grade.verdict === 'INVALID')
  const others = all.filter(each => !passed.includes(each) && !invalid.includes(each))
  const { feedback } = words
  return [
    feedback.total(passesOf(student), katas.length, points, of),
    '',
    ...section(feedback.passed, passed.map(passLine)),
    ...others.flatMap(({ kata, grade }) => open(kata, grade)),
    ...section(feedback.invalid, invalid.map(invalidLine)),
  ].join('\n')
}

interface Examined {
  readonly kata: GradedKata
  readonly grade: Grade
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, '']
}

function passLine({ kata, grade }: Examined): string {
  const warnings = grade.warnings.map(warning => `\n  - ${words.feedback.warning(plain(warning))}`)
  return `- ${titleOf(kata)}${warnings.join('')}`
}

function invalidLine({ kata, grade }: Examined): string {
  return `- ${titleOf(kata)}: ${plain(grade.reason ?? words.verdicts.INVALID.meaning)}`
}

/** A kata that does not pass: its first failure, and what to do next. */
function open(kata: GradedKata, grade: Grade): string[] {
  const { verdict, tests, warnings } = grade
  const { feedback } = words
  const failed = tests.find(({ status }) => status === 'failed')
  const head = [`## ${feedback.kata(titleOf(kata), verdict)}`, '']
  if (verdict === 'GRADER_ERROR') return [...head, whyOf(grade), '']
  const count = feedback.tests(passedOf(tests), tests.length)
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
