// What grading gives, and what its parts know of each other.

/** How a kata of a submission ended. The order is that of the documentation. */
export const VERDICTS = [
  'PASS',
  'FAIL',
  'TIMEOUT',
  'DEADLOCK',
  'ABORTED',
  'MEMORY',
  'OUTPUT_LIMIT',
  'INVALID',
  'TAMPERED',
  'GRADER_ERROR',
] as const

export type Verdict = (typeof VERDICTS)[number]

/** A kata's parts, in their order: its idea, which a PASS needs, and its finer points, which complete it. */
export const PARTS = ['idea', 'finer'] as const

export type Part = (typeof PARTS)[number]

/** A test that a kata has to have. Each part may have one of the same name. */
export interface ExpectedTest {
  readonly part: Part
  readonly name: string
}

/** The tests of one part. */
export function ofPart<T extends ExpectedTest>(tests: readonly T[], part: Part): T[] {
  return tests.filter(test => test.part === part)
}

/** One of the tests that a kata is expected to have, and how it ended. */
export interface TestGrade extends ExpectedTest {
  readonly status: 'passed' | 'failed' | 'not run'
  /** What a student reads of a failure: the difference, the diagnosis and the timeline, as plain text. */
  readonly message?: string
  /** Where it failed: `katas/03-gather/gather.ts:20`. */
  readonly place?: string
}

/** What is said of one kata of a submission. The same submission gives the same grade. */
export interface Grade {
  /** The kata's folder: `03-gather`. */
  readonly kata: string
  readonly verdict: Verdict
  /** One sentence on why it is not a pass; nothing for a PASS. */
  readonly reason?: string
  /** Exactly the expected tests, in their order: those of the idea first. */
  readonly tests: readonly TestGrade[]
  /** A sentence for each thing that is worth knowing and changes nothing, such as a timer left behind. */
  readonly warnings: readonly string[]
  /** That something was handed in which could not be taken: a person has to look at why it is INVALID. */
  readonly review?: true
}

/**
 * A grade for what was not examined: none of its tests was run.
 *
 * @param tests those that it has to have
 */
export function gradeWithoutRun(
  kata: string,
  verdict: Verdict,
  reason: string,
  tests: readonly ExpectedTest[] = [],
): Grade {
  const notRun = tests.map(test => ({ ...test, status: 'not run' as const }))
  return { kata, verdict, reason, tests: notRun, warnings: [] }
}

/** What a student handed in: a folder that mirrors `katas/`. */
export interface Submission {
  /** Tells it from the others of a run: the student's name, made unique. */
  readonly name: string
  /** Absolute path of the folder that holds the katas' folders. */
  readonly folder: string
  /** The name of the folder that was named, or of the first file. */
  readonly own?: string
  /** Absolute path of the folder that was named. */
  readonly root?: string
  /** The names of files that a learning platform has put beside those of others. */
  readonly loose?: readonly string[]
  /** Why nothing of it can be graded: one sentence. */
  readonly problem?: string
  /** What is worth knowing of the whole of it: a sentence each. */
  readonly notes?: readonly string[]
}

/** Examines submissions. */
export interface Examiner {
  /** The katas' folders, and the tests that each is expected to have: those of the idea first. */
  readonly expected: ReadonlyMap<string, readonly ExpectedTest[]>
  /** What keeps submissions from doing harm here, and what does not: a sentence each. */
  readonly protections: readonly string[]
  /**
   * Examines some katas of a submission. Several submissions may be examined at the same time.
   *
   * @param katas folders of katas, from `expected`
   * @param signal ends what is under way, within a second
   * @returns a grade for each of the katas, in their order
   */
  examine(submission: Submission, katas: readonly string[], signal: AbortSignal): Promise<Grade[]>
  close(): Promise<void>
}
