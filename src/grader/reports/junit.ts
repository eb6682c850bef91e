import { type Grade, ofPart, type TestGrade } from '../grades.ts'
import { words } from '../words/words.ts'
import { protectionsOf, type Report, type Student } from './report.ts'

// `junit.xml`, in the form that most tools read: a suite for each kata of each submission. A finer point never
// fails in it: what turns red there is what a PASS needs. Its texts have no characters that XML can't have: see
// harmless.ts.

interface Counts {
  readonly tests: number
  readonly failures: number
  readonly errors: number
  readonly skipped: number
}

interface Suite {
  readonly counts: Counts
  readonly lines: readonly string[]
}

export function junitOf(report: Report): string {
  const suites = report.students.flatMap(student =>
    student.grades.map(grade => suiteOf(student, grade)),
  )
  const all = attributes({ name: 'kata grade', ...total(suites.map(({ counts }) => counts)) })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!-- ${commented(protectionsOf(report))} -->`,
    `<testsuites${all}>`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
    '',
  ].join('\n')
}

function suiteOf({ name }: Student, grade: Grade): Suite {
  const suite = `${name} ${grade.kata}`
  const cases = grade.tests.map(test => caseOf(suite, test))
  if (!isToldByItsTests(grade)) cases.push(verdictOf(suite, grade))
  const counts = total(cases.map(each => each.counts))
  const warnings = grade.warnings.join('\n')
  const lines = [
    `  <testsuite${attributes({ name: suite, ...counts })}>`,
    ...cases.flatMap(each => each.lines),
    ...(warnings === '' ? [] : [`    <system-out>${escaped(warnings)}</system-out>`]),
    '  </testsuite>',
  ]
  return { counts, lines }
}

function caseOf(suite: string, { part, name, status, message = '', place }: TestGrade): Suite {
  // Each part may have a test of the same name.
  const own = part === 'finer' ? `${suite} finer` : suite
  if (status === 'passed') return testcase(own, name)
  if (status === 'not run') return testcase(own, name, { skipped: 1 }, '<skipped/>')
  const [first = ''] = message.split('\n')
  const text = place === undefined ? message : `${message}\n\n${words.junit.place(place)}`
  if (part === 'finer') {
    const told = attributes({ message: words.junit.finerPoint(first) })
    return testcase(own, name, { skipped: 1 }, `<skipped${told}>${escaped(text)}</skipped>`)
  }
  const failure = `<failure${attributes({ message: first })}>${escaped(text)}</failure>`
  return testcase(own, name, { failures: 1 }, failure)
}

/** A suite without a failed test would look as if it passed. */
function isToldByItsTests({ verdict, tests }: Grade): boolean {
  const failed = ofPart(tests, 'idea').some(({ status }) => status === 'failed')
  return verdict === 'PASS' || (verdict === 'FAIL' && failed)
}

function verdictOf(suite: string, { verdict, reason = '' }: Grade): Suite {
  const error = `<error${attributes({ type: verdict, message: reason })}/>`
  return testcase(suite, words.junit.verdict(verdict), { errors: 1 }, error)
}

function testcase(
  suite: string,
  name: string,
  counts: Partial<Counts> = {},
  inside?: string,
): Suite {
  const own = `    <testcase${attributes({ classname: suite, name })}`
  const lines = inside ? [`${own}>`, `      ${inside}`, '    </testcase>'] : [`${own}/>`]
  return { counts: { tests: 1, failures: 0, errors: 0, skipped: 0, ...counts }, lines }
}

function total(counts: readonly Counts[]): Counts {
  const sum = (what: keyof Counts) => counts.reduce((all, each) => all + each[what], 0)
  return {
    tests: sum('tests'),
    failures: sum('failures'),
    errors: sum('errors'),
    skipped: sum('skipped'),
  }
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(`${value}`).replaceAll('\n', '&#10;')}"`)
    .join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, character => ENTITIES[character] as string)
}

/** Two hyphens would end a comment, or be an error in it. */
function commented(text: string): string {
  return text.replaceAll(/-{2,}/g, '-').replace(/-$/, '')
}
