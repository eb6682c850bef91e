import type { Options } from './options.ts'
import type { Run } from './run.ts'
import { observe } from './simulate.ts'

/** What `kata time` runs of a kata: on the real clock, and on the exact one to compare. */
export interface Demonstration {
  /** A few words, such as `three threads`. */
  readonly name: string
  /** What the machine is like; the simulated machine's own options hold on the exact clock only. */
  readonly options?: Options
  /** Does it, with the student's functions. */
  readonly run: () => unknown
}

const WARM_UPS = 4

/**
 * Runs a demonstration on the exact clock a few times, right before the run that counts: the first
 * requests of a process take several times as long as later ones, and the real clock is to measure the
 * program, not its start.
 */
export async function warmUp({ options = {}, run }: Demonstration): Promise<void> {
  for (let time = 0; time < WARM_UPS; time++) await observe(options, run)
}

/** Runs a demonstration on the real clock. Never rejects. */
export function runForReal({
  options: { server, databases } = {},
  run,
}: Demonstration): Promise<Run> {
  return observe({ server, databases, clock: 'real' }, run)
}
