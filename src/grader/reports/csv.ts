import { pointsOf, type Report, type Student, sumOf } from './report.ts'

/** Marks the file as UTF-8 for Excel, which takes it for something else without it. */
const BYTE_ORDER_MARK = '\ufeff'

/**
 * `grades.csv`, as RFC 4180 has it: a row for each student, with the points, a column for each kata's
 * verdict, and then one for each kata's points, empty where there are none to count.
 */
export function csvOf(report: Report): string {
  const { katas } = report
  const head = [
    'student',
    'points',
    'of',
    ...katas.map(({ name }) => name),
    ...katas.map(({ name }) => `${name} points`),
  ]
  const rows = [head, ...report.students.map(rowOf)]
  return BYTE_ORDER_MARK + rows.map(row => `${row.map(cellOf).join(',')}\r\n`).join('')
}

type Cell = string | number | undefined

function rowOf(student: Student): Cell[] {
  const { points, of } = sumOf(student)
  const verdicts = student.grades.map(({ verdict }) => verdict)
  return [student.name, points, of, ...verdicts, ...student.grades.map(pointsOf)]
}

function cellOf(value: Cell): string {
  if (typeof value !== 'string') return `${value ?? ''}`
  return `"${withoutFormula(value).replaceAll('"', '""')}"`
}

/** What a spreadsheet program computes instead of showing it, in the widths that it takes for the same. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/

/** The apostrophe is how spreadsheet programs mark text. */
function withoutFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}
