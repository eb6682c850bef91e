import { host } from '../machine/host.ts'
import type { Replacement } from './replacement.ts'

/** Chance is the same in each run: a client that waits at random before it tries again waits as long. */
export function random(): Replacement[] {
  const real = Math.random
  return [[Math, 'random', () => (host.machine ? host.machine.random() : real())]]
}
