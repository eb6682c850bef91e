import { words } from './words/words.ts'

/**
 * Asserts what must hold inside the lab, where it would otherwise break silently.
 *
 * @param broken what is wrong where it does not hold
 * @throws Error that says so: a bug of the lab's, never the program's
 */
export function invariant(holds: boolean, broken: string): asserts holds {
  if (!holds) throw new Error(words.errors.bugInTheLab({ broken }))
}
