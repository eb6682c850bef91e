import type { Picture } from '#lab/drawing'

// What the page shows, as plain data: the command makes it, the server sends it, the browser draws it.

/** All that there is to see at one moment. */
export interface Shown {
  /** Where the student is on the path; empty for a program of their own. */
  readonly path: readonly Step[]
  readonly subject: Subject
  /** What the type checker says of the student's files: a line for each mistake. */
  readonly types: readonly string[]
  /** Whether tests are running, so that what is shown may be out of date soon. */
  readonly isRunning: boolean
}

/** A kata on the path. */
export interface Step {
  readonly number: string
  readonly title: string
  readonly state: 'solved' | 'complete' | 'failing' | 'unknown'
  readonly isCurrent: boolean
}

/** What the page is about: a kata, or a program. */
export interface Subject {
  /** `03 Gather`, or a program's file. */
  readonly title: string
  /** The kata's folder, `03-gather`; undefined for a program. */
  readonly kata: string | undefined
  /** How it went: `03 Gather: 4 of 8 tests pass`. */
  readonly head: string
  readonly state: 'passes' | 'fails' | 'running'
  /** The first thing that went wrong, and the same of the finer points. */
  readonly failure: Failing | undefined
  readonly finer: { readonly head: string; readonly failure: Failing | undefined } | undefined
  /** What is worth reading once it passes: the answer to the question, what to take home. */
  readonly praise: readonly string[]
  /** Runs that can be drawn, by the tests that they belong to; the failed one first. */
  readonly runs: readonly ShownRun[]
  /** The student's files, by their places from the project's folder on. */
  readonly sources: Readonly<Record<string, string>>
  /** What the student's code printed. */
  readonly output: string
  /** The kata's page, as HTML. */
  readonly lesson: string
  /** The kata's question, as long as it is neither answered nor skipped. */
  readonly question: Question | undefined
  /** Hints that were given, as HTML, and whether there are more; undefined for a program. */
  readonly hints: { readonly given: readonly string[]; readonly more: boolean } | undefined
  /** Once it passes: how the solution differs from the student's files. */
  readonly solution: readonly Difference[]
  /** Earlier runs, the latest first. */
  readonly earlier: readonly Earlier[]
}

/** A test that failed, or a program. */
export interface Failing {
  /** The test's name; undefined where no test could run. */
  readonly test: string | undefined
  /** Each with the spans that it speaks of, by their `opened` numbers. */
  readonly sentences: readonly { readonly text: string; readonly about: readonly number[] }[]
  /** Expected against received, and how they differ. */
  readonly own: string
  readonly diff: string
  /** In which order threads touched shared memory; or empty. */
  readonly steps: string
  /** `katas/03-gather/gather.ts:20` */
  readonly place: string | undefined
}

export interface ShownRun {
  readonly test: string
  readonly passes: boolean
  readonly yours: Picture
  readonly goal: Picture | undefined
}

export interface Question {
  readonly text: string
  /** What each is answered by, and what it says. Empty where it is answered with a time. */
  readonly choices: readonly { readonly letter: string; readonly text: string }[]
}

/** A file's lines, as they are in the student's file (-), in the solution (+), or in both. */
export interface Difference {
  readonly file: string
  readonly lines: readonly { readonly mark: ' ' | '-' | '+' | '@'; readonly text: string }[]
}

/** A run of a kata that was kept. */
export interface Earlier {
  /** `03 Gather` */
  readonly title: string
  /** When, in ISO format. */
  readonly at: string
  readonly passed: number
  readonly total: number
  readonly runs: readonly Pick<ShownRun, 'test' | 'passes' | 'yours'>[]
}

/** What somebody asks for on the page. */
export type Action =
  | { readonly do: 'go'; readonly kata: string }
  | { readonly do: 'run' }
  | { readonly do: 'hint' }
  /** An answer as it was typed; nothing typed skips the question. */
  | { readonly do: 'predict'; readonly answer: string }
  /** Opens a place of the project, `katas/03-gather/gather.ts:20`, in the student's editor. */
  | { readonly do: 'edit'; readonly place: string }

/** An action that came by the network, or undefined where it is none. */
export function actionIn(value: unknown): Action | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const asked = value as Record<string, unknown>
  const field = FIELDS[asked.do as Action['do']]
  if (field === undefined) return undefined
  if (field === '') return { do: asked.do } as Action
  const text = asked[field]
  return typeof text === 'string' && text.length < LONGEST
    ? ({ do: asked.do, [field]: text } as unknown as Action)
    : undefined
}

/** What each action needs beside its name. */
const FIELDS: Readonly<Record<Action['do'], string>> = {
  go: 'kata',
  run: '',
  hint: '',
  predict: 'answer',
  edit: 'place',
}

/** No place and no answer is as long as that, in letters. */
const LONGEST = 1_000
