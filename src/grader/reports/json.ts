import { ofPart, type Part } from '../grades.ts'
import { pointsOf, sumOf } from './points.ts'
import type { GradedKata, Report } from './report.ts'

/** Goes up when something that was there is gone or means something else; docs/grading-schema.json has it. */
const VERSION = 2

/** `results.json`: all that is known, for programs. */
export function jsonOf(report: Report): string {
  const { graded, course, timeout, points, protections, students } = report
  const katas = report.katas.map(kataOf)
  const submissions = students.map(student => ({
    name: student.name,
    folder: student.folder,
    notes: student.notes,
    page: student.page,
    ...sumOf(student, points),
    grades: student.grades.map(({ kata, verdict, ...rest }) => {
      const grade = { kata, verdict, ...rest }
      return { kata, verdict, points: pointsOf(grade, points) ?? null, ...rest }
    }),
  }))
  const head = { version: VERSION, graded, course, timeout, points, protections }
  return `${JSON.stringify({ ...head, katas, submissions }, null, 2)}\n`
}

function kataOf({ number, name, title, tests }: GradedKata) {
  const named = (part: Part) => ofPart(tests, part).map(test => test.name)
  return { number, name, title, tests: { idea: named('idea'), finer: named('finer') } }
}
