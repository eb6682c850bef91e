import { csvOf } from './csv.ts'
import { jsonOf } from './json.ts'
import { junitOf } from './junit.ts'
import type { Report } from './report.ts'
import { pageOf } from './students.ts'
import { summaryOf } from './summary.ts'

/** All files of a report: their names, with forward slashes, and their texts. */
export function filesOf(report: Report): Map<string, string> {
  return new Map([
    ['grades.csv', csvOf(report)],
    ['results.json', jsonOf(report)],
    ['junit.xml', junitOf(report)],
    ['summary.md', summaryOf(report)],
    ...report.students.map(student => [student.page, pageOf(report, student)] as const),
  ])
}
