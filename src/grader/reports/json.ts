import { pointsOf, type Report, sumOf } from './report.ts'

/** Goes up when something that was there is gone or means something else; docs/grading-schema.json has it. */
const VERSION = 1

/** `results.json`: all that is known, for programs. */
export function jsonOf(report: Report): string {
  const { graded, course, timeout, protections, katas, students } = report
  const submissions = students.map(student => ({
    name: student.name,
    page: student.page,
    ...sumOf(student),
    grades: student.grades.map(({ kata, verdict, ...rest }) => {
      const grade = { kata, verdict, ...rest }
      return { kata, verdict, points: pointsOf(grade) ?? null, ...rest }
    }),
  }))
  const results = { version: VERSION, graded, course, timeout, protections, katas, submissions }
  return `${JSON.stringify(results, null, 2)}\n`
}
