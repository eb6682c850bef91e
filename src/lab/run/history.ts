import type { Run } from './run.ts'

// The runs of a test, for whoever reports on it: what it compared, what failed.

/** As many of a test's first runs are kept: whoever compares two solutions' runs needs them, by number. */
const FIRST = 3

let first: Run[] = []
let latest: Run | undefined
let counterexample: Run | undefined

/**
 * Keeps a run.
 *
 * @param able how many threads there were to choose from, for each choice that was taken
 */
export function remember(
  run: Run,
  choices: readonly number[] | undefined,
  able: readonly number[],
): void {
  if (first.length < FIRST) first.push(run)
  latest = run
  if (choices) runs.set(choices, { run, able })
}

interface KnownRun {
  readonly run: Run
  /** How many threads there were to choose from, for each choice that was taken. */
  readonly able: readonly number[]
}

const runs = new WeakMap<readonly number[], KnownRun>()

/** The latest run that was made with this very list of choices. */
export function runWith(choices: readonly number[]): KnownRun | undefined {
  return runs.get(choices)
}

/** The run that a property's failure tells of. */
export function noteCounterexample(run: Run): void {
  counterexample = run
}

export interface Runs {
  /** The first few. */
  readonly first: readonly Run[]
  readonly latest: Run | undefined
  /** The one that a property failed with, if that is known. */
  readonly counterexample: Run | undefined
}

/** The runs since they were last forgotten. */
export function runsSoFar(): Runs {
  return { first, latest, counterexample }
}

/** What comes next belongs to another test. */
export function forgetRuns(): void {
  first = []
  latest = undefined
  counterexample = undefined
}
