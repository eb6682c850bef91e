import type { Kata } from '../course/katas.ts'
import { type Examiner, type Grade, gradeWithoutRun, type Submission } from './grades.ts'
import type { Journal } from './journal.ts'
import type { Progress } from './progress.ts'
import type { Graded } from './reports/report.ts'
import { words } from './words/words.ts'

/** What there is to grade, and with what. */
export interface Work {
  readonly submissions: readonly Submission[]
  readonly katas: readonly Kata[]
  readonly examiner: Examiner
  readonly journal: Journal
  /** Of all that a grade rests on. */
  readonly fingerprint: (submission: Submission, kata: Kata) => string
  /** How many submissions are examined at the same time. */
  readonly jobs: number
  readonly progress: Progress
}

/**
 * Grades all submissions for all katas; those whose grades were kept are not examined again.
 *
 * @param interrupted ends it, with what is graded kept
 * @returns in the order of the submissions
 * @throws Failed, and the signal's reason
 */
export async function gradeAll(work: Work, interrupted: AbortSignal): Promise<Graded[]> {
  const failed = new AbortController()
  const signal = AbortSignal.any([interrupted, failed.signal])
  const graded: Graded[] = []
  const queue = work.submissions.entries()

  const takeTurns = async () => {
    for (const [index, submission] of queue) {
      signal.throwIfAborted()
      const grades = await gradesOf(work, submission, signal)
      const { name, own = name, notes = [] } = submission
      graded[index] = { name, own, notes, grades }
    }
  }

  const workers = Array.from({ length: work.jobs }, () =>
    takeTurns().catch(error => {
      // The others must not go on by themselves.
      failed.abort(error)
    }),
  )
  await Promise.all(workers)
  signal.throwIfAborted()
  return graded
}

async function gradesOf(work: Work, submission: Submission, signal: AbortSignal): Promise<Grade[]> {
  const { katas, journal, fingerprint, progress } = work
  // Taken before it is examined: what is changed meanwhile is examined again the next time.
  const prints = new Map(katas.map(kata => [kata.name, fingerprint(submission, kata)]))
  const printOf = (kata: string) => prints.get(kata) as string
  const kept = new Map(
    katas.map(({ name }) => [name, journal.kept(submission, name, printOf(name))]),
  )
  const missing = katas.map(({ name }) => name).filter(name => !kept.get(name))

  progress.begin(submission.name)
  const grades =
    missing.length > 0 ? await examined(work.examiner, submission, missing, signal) : []
  for (const grade of grades) {
    journal.keep(submission, grade, printOf(grade.kata))
    kept.set(grade.kata, grade)
  }
  const all = katas.map(({ name }) => kept.get(name) as Grade)
  progress.end(submission.name, all)
  return all
}

/** A grade for each of the katas, whatever the examiner does. */
async function examined(
  examiner: Examiner,
  submission: Submission,
  katas: readonly string[],
  signal: AbortSignal,
): Promise<Grade[]> {
  const given = await examiner.examine(submission, katas, signal).catch((error: unknown) => error)
  // What is ended half-way says nothing of the submission.
  signal.throwIfAborted()
  const grades: readonly Grade[] = Array.isArray(given) ? given : []
  const why = given instanceof Error ? given.message : undefined
  return katas.map(
    kata => grades.find(grade => grade.kata === kata) ?? graderError(examiner, kata, why),
  )
}

function graderError({ expected }: Examiner, kata: string, why?: string): Grade {
  const reason = words.faults.failed(why?.replace(/\.$/, ''))
  return gradeWithoutRun(kata, 'GRADER_ERROR', reason, expected.get(kata))
}
