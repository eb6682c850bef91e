import fc from 'fast-check'
import { BusyWait } from '../ground/errors.ts'

/**
 * Tries a program with many inputs, the same ones every time. Where it fails with some, it is run with the
 * simplest of them at last: so that run and its error are what a student reads.
 *
 * @param inputs where they are drawn from
 * @param program what must not fail, whatever the input
 * @param seed which inputs are drawn; a kata takes its number
 * @param numRuns how many are drawn
 * @throws what `program` fails with for the simplest input
 */
export async function forAll<I>(
  inputs: fc.Arbitrary<I>,
  program: (input: I) => Promise<void>,
  { seed, numRuns = 50 }: { readonly seed: number; readonly numRuns?: number },
): Promise<void> {
  let turnsForEver = false
  const property = fc.asyncProperty(inputs, async input => {
    // A program that turns round and round is not made simpler: that would take too long.
    if (turnsForEver) return
    await program(input).catch(error => {
      turnsForEver = error instanceof BusyWait
      throw error
    })
  })
  const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns })
  if (counterexample) await program(...counterexample)
  if (failed) throw errorInstance
}
