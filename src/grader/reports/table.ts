import { styleText } from 'node:util'
import { fitted } from '../../course/text.ts'
import { VERDICTS } from '../grades.ts'
import { words } from '../words/words.ts'
import { inColumns, inLines } from './harmless.ts'
import {
  completeOf,
  countsOf,
  type GradedKata,
  hasFinerPoints,
  passesOf,
  protectionsOf,
  type Report,
} from './report.ts'
import { lineOf, toLookAt } from './to-look-at.ts'

const NAME_COLUMNS = 20
const PASS_COLUMNS = 5
/** A kata's number and a space. */
const KATA_COLUMNS = 3
/** What fits into 80 columns beside the name and the count of passes. */
const KATAS_IN_A_TABLE = Math.floor((80 - NAME_COLUMNS - 1 - PASS_COLUMNS) / KATA_COLUMNS)
const MOST_TO_LOOK_AT = 10

/** What the terminal shows in the end, in 80 columns. */
export function tableOf(report: Report): string {
  const { students, katas } = report
  const grades = students.flatMap(student => student.grades)
  const head = words.table.total(students.length, countsOf(grades))
  return [
    ...inLines(protectionsOf(report)),
    '',
    ...tables(katas).flatMap(columns => [...rowsOf(report, columns), '']),
    ...legendOf(report),
    '',
    styleText('bold', fitted(head)),
    ...linesOnFinerPoints(report),
    ...linesToLookAt(report),
    '',
  ].join('\n')
}

/** The columns of each table, as indices of katas. */
function tables(katas: readonly GradedKata[]): number[][] {
  const indices = [...katas.keys()]
  const starts = indices.filter(index => index % KATAS_IN_A_TABLE === 0)
  return starts.map(start => indices.slice(start, start + KATAS_IN_A_TABLE))
}

function rowsOf({ katas, students }: Report, columns: readonly number[]): string[] {
  const { student, pass } = words.table
  const numbers = columns.map(column => katas[column]?.number ?? '')
  const names = namesInColumns(students.map(({ name }) => name))
  const rows = students.map((student, index) => {
    const marks = columns.map(column => {
      const grade = student.grades[column]
      return grade ? words.verdicts[grade.verdict].mark : ''
    })
    return rowOf(names[index] ?? '', `${passesOf(student)}/${student.grades.length}`, marks)
  })
  return [styleText('bold', rowOf(student, pass, numbers)), ...rows]
}

/** In the room that there is, and still told apart where what is left out is all that differs. */
function namesInColumns(names: readonly string[]): string[] {
  const short = names.map(name => inColumns(name, NAME_COLUMNS))
  const same = Map.groupBy(short.keys(), index => short[index])
  return names.map((name, index) => {
    const rows = same.get(short[index]) ?? []
    if (rows.length < 2) return name
    const number = ` ${words.table.row(index + 1)}`
    return inColumns(name, NAME_COLUMNS - number.length) + number
  })
}

function rowOf(name: string, passes: string, cells: readonly string[]): string {
  const marks = cells.map(cell => cell.padStart(KATA_COLUMNS)).join('')
  return `${inColumns(name, NAME_COLUMNS)} ${passes.padStart(PASS_COLUMNS)}${marks}`
}

function legendOf({ students }: Report): string[] {
  const given = new Set(students.flatMap(({ grades }) => grades.map(({ verdict }) => verdict)))
  // A mark and its verdict stay in one line.
  const marks = VERDICTS.filter(verdict => given.has(verdict)).map(
    verdict => `${words.verdicts[verdict].mark}\u00a0${verdict}`,
  )
  return fitted(marks.join(', ')).replaceAll('\u00a0', ' ').split('\n')
}

function linesOnFinerPoints(report: Report): string[] {
  const sum = (count: typeof passesOf) =>
    report.students.reduce((all, student) => all + count(student), 0)
  const passes = sum(passesOf)
  if (!hasFinerPoints(report) || passes === 0) return []
  return [fitted(words.table.completeOf(sum(completeOf), passes))]
}

function linesToLookAt(report: Report): string[] {
  const { heading, moreInSummary } = words.review
  // What was left out is told once more behind the table.
  const all = toLookAt({ ...report, leftOut: [] })
  if (all.length === 0) return []
  const lines = all
    .slice(0, MOST_TO_LOOK_AT)
    .flatMap(each => inLines(`- ${lineOf(each, text => text)}`))
  const more = all.length - MOST_TO_LOOK_AT
  const rest = more > 0 ? [`- ${moreInSummary(more)}`] : []
  return ['', heading, ...lines, ...rest]
}
