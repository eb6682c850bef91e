import type { Verdict } from '../grades.ts'

/** How a verdict is told. */
interface Words {
  /** One or two letters for a table's cell. */
  readonly mark: string
  /** To a student, where there is no reason that says more. */
  readonly meaning: string
  /** What a student is told besides. */
  readonly addition?: string
}

export const WORDS: Readonly<Record<Verdict, Words>> = {
  PASS: { mark: 'ok', meaning: 'All tests pass.' },
  FAIL: { mark: 'F', meaning: 'Not all tests pass yet.' },
  TIMEOUT: { mark: 'T', meaning: 'It ran for too long and was stopped.' },
  DEADLOCK: { mark: 'D', meaning: 'It waits for something that never happens.' },
  ABORTED: { mark: 'A', meaning: 'It ended the process in which it was tested.' },
  MEMORY: { mark: 'M', meaning: 'It took too much memory and was stopped.' },
  OUTPUT_LIMIT: { mark: 'O', meaning: 'It wrote far too much and was stopped.' },
  INVALID: { mark: '-', meaning: 'It could not be tested.' },
  TAMPERED: {
    mark: 'X',
    meaning: 'Something that the tests rely on was changed.',
    addition: 'Please talk to your instructor.',
  },
  GRADER_ERROR: {
    mark: '?',
    meaning: 'It could not be graded.',
    addition: 'This is our fault, and does not count against you.',
  },
}
