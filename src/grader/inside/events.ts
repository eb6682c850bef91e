import type { Part } from '../grades.ts'

// What the process that runs the tests says to the grader: one of these for each line.

/** An error as it is sent from process to process. */
export interface SentError {
  readonly name?: string | undefined
  readonly message: string
  readonly stack?: string | undefined
  readonly diff?: string | undefined
}

/** How a test ended, as far as is known. */
export interface SentTest {
  readonly name: string
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly error?: SentError
}

/** Why a process was ended from outside. */
export type Cut = 'timeout' | 'output' | 'endless'

/** What the lab's guard said when it ended a process. */
export interface Word {
  readonly cause: 'loop' | 'loading' | 'memory'
  /** The test that was running; nothing while the file was loaded. */
  readonly test: string | undefined
  readonly why: string
}

export type Event = { readonly kata: string } & (
  | { readonly type: 'checking' }
  /** The files can't be graded; a sentence tells why. `loads` where its tests can be run all the same. */
  | { readonly type: 'invalid'; readonly why: string; readonly loads: boolean }
  | PartEvent
)

/** What is heard of one of a kata's test files, each of which runs in a process of its own. */
export type PartEvent = { readonly part: Part } & (
  | { readonly type: 'started' }
  /** A test has ended; what is said of it at the end counts more. */
  | { readonly type: 'told'; readonly test: SentTest }
  /** All of its tests have ended. */
  | { readonly type: 'ended'; readonly tests: readonly SentTest[] }
  /** All of them have passed, and the kata is run once more. */
  | { readonly type: 'looking' }
  /** Whether it did the same then. */
  | { readonly type: 'looked'; readonly agrees: boolean }
  /** The file could not be loaded, or what stands around its tests failed. */
  | { readonly type: 'broken'; readonly errors: readonly SentError[] }
  /** An error outside of any test. */
  | { readonly type: 'stray'; readonly error: SentError }
  /** Something that verdicts rest on was changed: what. */
  | { readonly type: 'tampered'; readonly what: string }
  /** All that verdicts rest on was compared with what it was. */
  | { readonly type: 'compared' }
  /** Something was still open at the end: a sentence. */
  | { readonly type: 'left'; readonly what: string }
  /** The process ended before its tests did. */
  | {
      readonly type: 'gone'
      readonly code: number | null
      readonly signal: string | null
      readonly cut: Cut | undefined
      readonly word: Word | undefined
      /** The end of what it printed on stderr. */
      readonly said: string
    }
  /** Its process has gone, and all that there was to tell has been told. */
  | { readonly type: 'finished' }
)

/** The last line: every kata of the order was examined. */
export interface Over {
  readonly type: 'over'
}

/** What is to be examined in one process tree. */
export interface Order {
  readonly katas: readonly OrderedKata[]
  /** How long a test file may take, in ms. */
  readonly timeout: number
  /** Whether these are the references, which may keep what they compile for the submissions. */
  readonly warming: boolean
  /** Folders that the tests may read from; all of them where there are none. */
  readonly readable: readonly string[]
  /** A number for tests of the guard: how many times sooner it loses its patience. */
  readonly hurry: string | undefined
}

export interface OrderedKata {
  readonly name: string
  readonly main: string
  /** The files that were submitted. */
  readonly files: readonly string[]
  /** In the order in which they are run. */
  readonly tests: readonly OrderedTests[]
}

/** A test file, by name. */
export interface OrderedTests {
  readonly file: string
  readonly part: Part
}
