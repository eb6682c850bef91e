import type { Verdict } from '../../grades.ts'
import { counted } from './counted.ts'

/** How a verdict is told. */
interface VerdictWords {
  /** One or two letters for a table's cell. */
  readonly mark: string
  /** To a student, where there is no reason that says more. */
  readonly meaning: string
  /** What a student is told besides. */
  readonly addition?: string
}

export const verdicts: Readonly<Record<Verdict, VerdictWords>> = {
  PASS: { mark: 'ok', meaning: 'All tests of its idea pass.' },
  FAIL: { mark: 'F', meaning: 'Not all tests of its idea pass yet.' },
  TIMEOUT: { mark: 'T', meaning: 'It ran too long and was stopped.' },
  DEADLOCK: { mark: 'D', meaning: 'It is waiting for something that can never happen.' },
  ABORTED: { mark: 'A', meaning: 'It ended the process that ran its tests.' },
  MEMORY: { mark: 'M', meaning: 'It used too much memory and was stopped.' },
  OUTPUT_LIMIT: { mark: 'O', meaning: 'It printed far too much and was stopped.' },
  INVALID: { mark: '-', meaning: 'It could not be tested.' },
  TAMPERED: {
    mark: 'X',
    meaning: 'Something that the tests rely on was changed.',
    addition: 'Please talk to your instructor.',
  },
  GRADER_ERROR: {
    mark: '?',
    meaning: 'It could not be graded.',
    addition: 'This is our fault and does not count against you.',
  },
}

/** The table of all grades, in the terminal and in `summary.md`. */
export const table = {
  student: 'student',
  points: 'points',
  pass: 'pass',
  complete: 'complete',
  /** Which row it is: for names that are too long to be told apart. */
  row: (number: number) => `#${number}`,
  /** In a cell: points, or katas. */
  share: (got: number, all: number) => `${got} of ${all}`,
  rowsLeftOut: (count: number) =>
    `There is no room here for ${counted(count, 'more submission')}: see \`grades.csv\` for all of them.`,
  /** @param verdicts `15 PASS, 3 FAIL` */
  total: (submissions: number, verdicts: string) =>
    `${counted(submissions, 'submission')}: ${verdicts}.`,
  completeOf: (complete: number, passes: number) =>
    `Complete, with all finer points: ${complete} of ${passes} PASS.`,
}

/** `summary.md`. */
export const summary = {
  title: 'Grades',
  feedbackLeftOut: (count: number) =>
    `There is no room here for the feedback on ${counted(count, 'more submission')}: see \`students/\`.`,
}

/** A student's page. */
export const feedback = {
  title: (student: string) => `Feedback: ${student}`,
  /** What is called `points` below. */
  points: (got: number, all: number) => `${got} of ${all} points`,
  /** @param complete how many of them are; nothing where no kata has finer points */
  total: (passed: number, katas: number, complete: number | undefined, points: string) =>
    `${passed} of ${counted(katas, 'kata')} passed, ${complete === undefined ? '' : `${complete} complete, `}${points}.`,
  passed: 'Passed',
  /** @param standing `complete` or `finerPoints`; nothing where the kata has no finer points */
  solved: (kata: string, standing: string | undefined, points: string) =>
    `${kata}: ${standing === undefined ? '' : `${standing}, `}${points}`,
  complete: 'complete',
  finerPoints: (passed: number, all: number) => `finer points ${passed} of ${all}`,
  nextFiner: (test: string, command: string) =>
    `The next finer point: **${test}**. To see it, run \`${command}\`.`,
  invalid: 'Not submitted, or not testable',
  kata: (title: string, verdict: Verdict) => `${title}: ${verdict}`,
  tests: (passed: number, all: number, points: string) =>
    `${passed} of ${counted(all, 'test')} passed, ${points}.`,
  warning: (warning: string) => `Worth knowing: ${warning}`,
  firstFailure: (test: string) => `The first failing test: **${test}**`,
  goal: 'What a correct solution does:',
  place: (place: string) => `At ${place}`,
  /** @param failed tests besides the first that has failed; one of the two numbers is not 0 */
  others: (failed: number, notRun: number) =>
    `${[
      ...(failed > 0 ? [`${counted(failed, 'more test')} failed`] : []),
      ...(notRun > 0 ? [`${counted(notRun, 'test')} could not be run`] : []),
    ].join(', ')}.`,
  next: (readme: string, command: string) => `Next, read \`${readme}\`, then run \`${command}\`.`,
}

/** `junit.xml`: what tools show of it to people. */
export const junit = {
  verdict: (verdict: Verdict) => `the verdict is ${verdict}`,
  /** @param message the first line of what it failed with */
  finerPoint: (message: string) => `A finer point, which PASS does not need: ${message}`,
  place: (place: string) => `At ${place}`,
}

/** What an instructor should see before sending anything. */
export const review = {
  title: 'To review',
  heading: 'To review:',
  who: (name: string, others: number) => (others > 0 ? `${name} and ${others} more` : name),
  item: (verdict: Verdict, kata: string, who: string, reason: string) =>
    `${verdict}, ${kata}, ${who}: ${reason}`,
  /** @param more of the student's katas that are INVALID in a similar way */
  katas: (kata: string, more: number) => (more > 0 ? `${kata} and ${more} more` : kata),
  note: (who: string | undefined, sentence: string) =>
    who === undefined ? sentence : `${who}: ${sentence}`,
  moreInSummary: (count: number) => `and ${count} more: see summary.md`,
  leftOut: (count: number) => `${count} more to review: see \`results.json\`.`,
}

/** Texts that are too long. */
export const cut = {
  characters: (count: number) => `… and ${count} more characters`,
  lines: (count: number) => `… and ${count} more lines`,
}
