import { goalBelow } from '../../course/goal-picture.ts'
import type { Grade, TestGrade } from '../grades.ts'
import { shortened } from './harmless.ts'
import { comment, fenced, plain } from './markdown.ts'
import {
  counted,
  type GradedKata,
  passedOf,
  passesOf,
  protectionsOf,
  type Report,
  type Student,
  sumOf,
} from './report.ts'
import { WORDS } from './verdict-words.ts'

const MOST_LINES = 60

/** A page of feedback that an instructor can send: what passes, and one thing to look at for each other kata. */
export function pageOf(report: Report, student: Student): string {
  const head = [comment(protectionsOf(report)), '', `# Feedback: ${plain(student.name)}`]
  return [...head, '', feedbackOf(report, student)].join('\n')
}

/** The same without its head, for a page of several students. */
export function feedbackOf({ katas }: Report, student: Student): string {
  const { points, of } = sumOf(student)
  const all = katas.map((kata, index) => ({ kata, grade: student.grades[index] as Grade }))
  const passed = all.filter(({ grade }) => grade.verdict === 'PASS')
  const invalid = all.filter(({ grade }) => grade.verdict === 'INVALID')
  const others = all.filter(each => !passed.includes(each) && !invalid.includes(each))
  const count = `${passesOf(student)} of ${counted(katas.length, 'kata')} pass`
  return [
    `${count}, ${points} of ${of} points.`,
    '',
    ...section('What passes', passed.map(passLine)),
    ...others.flatMap(({ kata, grade }) => open(kata, grade)),
    ...section('Not handed in, or not to be tested', invalid.map(invalidLine)),
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
  const warnings = grade.warnings.map(warning => `\n  - Worth knowing: ${plain(warning)}`)
  return `- ${titleOf(kata)}${warnings.join('')}`
}

function invalidLine({ kata, grade }: Examined): string {
  return `- ${titleOf(kata)}: ${plain(grade.reason ?? WORDS.INVALID.meaning)}`
}

/** A kata that does not pass: its first failure, and what to do next. */
function open(kata: GradedKata, grade: Grade): string[] {
  const { verdict, tests, warnings } = grade
  const failed = tests.find(({ status }) => status === 'failed')
  const head = [`## ${titleOf(kata)}: ${verdict}`, '']
  if (verdict === 'GRADER_ERROR') return [...head, whyOf(grade), '']
  const count = `${passedOf(tests)} of ${counted(tests.length, 'test')} pass.`
  // What a failed test says itself need not be said twice.
  const why = verdict === 'FAIL' && failed ? [] : [whyOf(grade)]
  return [
    ...head,
    [...why, count].join(' '),
    '',
    ...(failed ? failureOf(kata, failed, tests) : []),
    ...warnings.map(warning => `Worth knowing: ${plain(warning)}\n`),
    `Read next: \`katas/${kata.name}/README.md\`, then ${hintFor(kata)}.`,
    '',
  ]
}

function whyOf({ verdict, reason }: Grade): string {
  const { meaning, addition } = WORDS[verdict]
  return [reason === undefined ? meaning : plain(reason), ...(addition ? [addition] : [])].join(' ')
}

function hintFor({ number }: GradedKata): string {
  return `\`npx kata hint ${number}\``
}

function failureOf(
  kata: GradedKata,
  { name, message, place }: TestGrade,
  tests: readonly TestGrade[],
): string[] {
  const text = shortened(message?.trimEnd() ?? 'It failed without a message.', MOST_LINES)
  const goal = goalBelow(kata, name, text)
  return [
    `The first test that fails: **${plain(name)}**`,
    '',
    fenced(text),
    '',
    ...(goal === undefined ? [] : ['What a right solution does:', '', fenced(goal), '']),
    ...(place === undefined ? [] : [`At ${plain(place)}`, '']),
    ...othersOf(tests),
  ]
}

function othersOf(tests: readonly TestGrade[]): string[] {
  const more = tests.filter(({ status }) => status === 'failed').length - 1
  const missing = tests.filter(({ status }) => status === 'not run').length
  const parts = [
    ...(more > 0 ? [`${counted(more, 'more test')} ${more === 1 ? 'fails' : 'fail'}`] : []),
    ...(missing > 0 ? [`${counted(missing, 'test')} could not be run`] : []),
  ]
  return parts.length === 0 ? [] : [`${parts.join(', ')}.`, '']
}

function titleOf({ number, title }: GradedKata): string {
  return `${number} ${plain(title)}`
}
