import type { DrawnSpan } from '../ground/trace.ts'
import type { Drawable } from './rows.ts'

// What is handed on of a run to whoever shows it elsewhere: plain data.

/** A run as plain data, for whoever draws it elsewhere. */
export interface Picture extends Drawable {
  readonly trace: readonly DrawnSpan[]
}

/** The run that a failed test is about. */
export interface Drawn {
  /** Which of the test's runs it was, from 0; -1 for one that came after the first few. */
  readonly index: number
  readonly picture: Picture
}

/** Something that is told of a run, by its name and its facts: a diagnosis, an error of the lab's, a matcher. */
export interface Named {
  readonly name: string
  readonly facts: object
}

/** What a failed test tells of its run: plain data, for whoever shows it in another form. */
export interface Told {
  /** The test's own words: what was expected, and what was seen. */
  readonly own: string
  /** Why, as sentences, the most telling first; each may have several lines. */
  readonly sentences: readonly string[]
  /** In which order threads touched shared memory, where a schedule gave the turn away; or empty. */
  readonly steps: string
  /** For each sentence the spans that it speaks of, by the numbers of their beginnings. */
  readonly about: readonly (readonly number[])[]
  /** The names of all that is told. */
  readonly names: readonly Named[]
}
