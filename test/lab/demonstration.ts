import type { Options } from './options.ts'

/** What `kata time` runs of a kata: on the real clock, and on the exact one to compare. */
export interface Demonstration {
  /** A few words, such as `three threads`. */
  readonly name: string
  /** What the machine is like; the simulated machine's own options hold on the exact clock only. */
  readonly options?: Options
  /** Does it, with the student's functions. */
  readonly run: () => unknown
}
