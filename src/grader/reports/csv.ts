import { finerPassedOf, type Points, pointsOf, sumOf } from './points.ts'
import type { Report, Student } from './report.ts'

/** Marks the file as UTF-8 for Excel, which takes it for something else without it. */
const BYTE_ORDER_MARK = '\ufeff'

/**
 * `grades.csv`, as RFC 4180 has it: a row for each student, with the points, a column for each kata's
 * verdict, then one for each kata's points, and one for how many of its finer points pass. A cell is empty where
 * there is nothing to count. `3/9` would be a date to some spreadsheet programs: it is only the number.
 */
export function csvOf(report: Report): string {
  const { katas, points } = report
  const head = [
    'student',
    'points',
    'of',
    ...katas.map(({ name }) => name),
    ...katas.map(({ name }) => `${name} points`),
    ...katas.map(({ name }) => `${name} finer`),
  ]
  const rows = [head, ...report.students.map(student => rowOf(student, points))]
  return BYTE_ORDER_MARK + rows.map(row => `${row.map(cellOf).join(',')}\r\n`).join('')
}

type Cell = string | number | undefined

function rowOf(student: Student, worth: Points): Cell[] {
  const { name, grades } = student
  const { points, of } = sumOf(student, worth)
  return [
    ...[name, points, of],
    ...grades.map(({ verdict }) => verdict),
    ...grades.map(grade => pointsOf(grade, worth)),
    ...grades.map(finerPassedOf),
  ]
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
