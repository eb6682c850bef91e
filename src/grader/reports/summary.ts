import { words } from '../words/words.ts'
import { plain } from './markdown.ts'
import { sumOf } from './points.ts'
import {
  completeOf,
  countsOf,
  hasFinerPoints,
  passesOf,
  protectionsOf,
  type Report,
  type Student,
} from './report.ts'
import { feedbackOf } from './students.ts'
import { lineOf, toLookAt } from './to-look-at.ts'

/** GitHub takes 1 MiB for the summary of a step, and drops a longer one. Other steps may add to it. */
const MOST_BYTES = 900 * 1024
const MOST_TO_LOOK_AT = 200

/** `summary.md`: a table of all, then the pages of feedback, as many as there is room for. */
export function summaryOf(report: Report, most = MOST_BYTES): string {
  const { students } = report
  const grades = students.flatMap(student => student.grades)
  const text = new Text(most)
  text.add(
    plain(protectionsOf(report)),
    '',
    `# ${words.summary.title}`,
    '',
    words.table.total(students.length, countsOf(grades)),
    '',
  )
  addRows(text, report)
  addToLookAt(text, report)
  addPages(text, report)
  return text.toString()
}

/** Text that never grows over a limit. */
class Text {
  readonly #lines: string[] = []
  #room: number

  constructor(most: number) {
    // For the sentences on what is left out.
    this.#room = most - 1024
  }

  /** Adds all of these lines, or says that there is no room for all of them. */
  add(...lines: readonly string[]): boolean {
    const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
    if (bytes > this.#room) return false
    this.#room -= bytes
    this.#lines.push(...lines)
    return true
  }

  /** Says what is left out; there is always room for it. */
  leaveOut(sentence: string): void {
    this.#lines.push('', sentence, '')
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`
  }
}

function addRows(text: Text, report: Report): void {
  const { katas, students } = report
  const { student, points, pass, complete, rowsLeftOut } = words.table
  const parts = hasFinerPoints(report) ? [pass, complete] : [pass]
  const head = [student, points, ...parts, ...katas.map(({ number }) => number)]
  text.add(rowOf(head), rowOf(head.map(() => '---')))
  const left = students.findIndex(student => !text.add(rowOf(cellsOf(student, report))))
  if (left >= 0) text.leaveOut(rowsLeftOut(students.length - left))
  text.add('')
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function cellsOf(student: Student, report: Report): string[] {
  const { points, of } = sumOf(student, report.points)
  const { share } = words.table
  const counts = hasFinerPoints(report)
    ? [passesOf(student), completeOf(student)]
    : [passesOf(student)]
  const parts = counts.map(count => share(count, student.grades.length))
  const verdicts = student.grades.map(({ verdict }) =>
    verdict === 'PASS' ? words.verdicts.PASS.mark : verdict,
  )
  return [plain(student.name), share(points, of), ...parts, ...verdicts.map(plain)]
}

function addToLookAt(text: Text, report: Report): void {
  const { title, leftOut } = words.review
  const lines = toLookAt(report).map(each => `- ${lineOf(each, plain)}`)
  if (lines.length === 0) return
  const first = lines.slice(0, MOST_TO_LOOK_AT)
  const shown = text.add(`## ${title}`, '', ...first, '') ? first.length : 0
  const more = lines.length - shown
  if (more > 0) text.leaveOut(leftOut(more))
}

function addPages(text: Text, report: Report): void {
  const { students } = report
  const left = students.findIndex(student => {
    const head = `<details><summary>${plain(student.name)}</summary>`
    return !text.add(head, '', feedbackOf(report, student), '</details>', '')
  })
  if (left >= 0) text.leaveOut(words.summary.feedbackLeftOut(students.length - left))
}
