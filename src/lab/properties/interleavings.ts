import fc from 'fast-check'
import { MOST_CHOICES } from '../machine/board.ts'
import { report } from '../report/told.ts'
import { noteCounterexample, runWith } from '../run/history.ts'

/** How far the one switch is looked for, in choices. */
const MOST_TRIED = 40
/** The largest choice: with fewer threads than this, all of them are reached. */
const LARGEST = 63

/**
 * Schedules for a run's `choices`, as a fast-check arbitrary: which thread goes on at each point where
 * more than one could. A failure shrinks to the shortest schedule with one switch, if one is enough to
 * break the program, or else to as few switches as can be; and its counterexample prints as what happened
 * then, step by step.
 */
export function interleavings(): fc.Arbitrary<number[]> {
  return new Interleavings()
}

const drawn = fc.array(fc.nat({ max: LARGEST }), { maxLength: MOST_CHOICES, size: 'max' })

class Interleavings extends fc.Arbitrary<number[]> {
  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<number[]> {
    const { value } = drawn.generate(random, biasFactor)
    return new fc.Value(tellingItsRun(value), undefined)
  }

  override canShrinkWithoutContext(value: unknown): value is number[] {
    return Array.isArray(value) && value.every(n => Number.isInteger(n) && n >= 0)
  }

  override shrink(value: number[], context?: unknown): fc.Stream<fc.Value<number[]>> {
    if (context === SHORTEST) return fc.Stream.nil()
    const schedules = context === ONE_IS_NOT_ENOUGH ? withFewer(value) : simpler(value)
    return fc.stream(schedules)
  }
}

/** Said of a schedule where those with a single switch have been tried in vain. */
const ONE_IS_NOT_ENOUGH = 'several'

/** Said of a schedule with one switch: all that are shorter have been tried before it, in vain. */
const SHORTEST = 'shortest'

type Candidates = Generator<fc.Value<number[]>>

/** Schedules that are simpler than one that was run, the simplest first. */
function* simpler(value: readonly number[]): Candidates {
  const { taken, switches } = partsOf(value)
  const [first = 0] = switches
  if (switches.length === 0) return
  const none = candidate([])
  yield none
  // Schedules with one switch. Up to it, each is like the one without any, which tells what there is to try.
  const able = runWith(none.value)?.able ?? []
  const longest = switches.length === 1 ? first : Math.min(able.length, MOST_TRIED) - 1
  for (let at = 0; at <= longest; at++) {
    for (let choice = 1; choice < (able[at] ?? 0); choice++) {
      if (at === first && switches.length === 1 && choice === taken[at]) return
      yield candidate([...Array<number>(at).fill(0), choice], SHORTEST)
    }
  }
  if (switches.length > 1) yield* withFewer(value)
}

/** The same schedule with fewer switches. Of many most do not matter, so half of them go at a time. */
function* withFewer(value: readonly number[]): Candidates {
  const { taken, switches } = partsOf(value)
  if (switches.length > 4) {
    const middle = switches[switches.length >> 1] as number
    yield candidate(
      taken.map((choice, at) => (at < middle ? choice : 0)),
      ONE_IS_NOT_ENOUGH,
    )
    yield candidate(
      taken.map((choice, at) => (at < middle ? 0 : choice)),
      ONE_IS_NOT_ENOUGH,
    )
  }
  if (switches.length < 2) return
  for (const at of switches) yield candidate(taken.with(at, 0), ONE_IS_NOT_ENOUGH)
}

function candidate(choices: readonly number[], context?: string): fc.Value<number[]> {
  return new fc.Value(tellingItsRun(trimmed(choices)), context)
}

/** The choices that were used, and where the switches are. */
function partsOf(value: readonly number[]) {
  const taken = trimmed(value.slice(0, runWith(value)?.able.length))
  return { taken, switches: [...taken.keys()].filter(at => taken[at] !== 0) }
}

/** Without the zeros at the end: where choices are used up, the current thread keeps its turn, too. */
function trimmed(choices: readonly number[]): number[] {
  return choices.slice(0, choices.findLastIndex(choice => choice !== 0) + 1)
}

/** Choices whose text is what happened in the run that was made with them. */
function tellingItsRun(choices: number[]): number[] {
  return Object.defineProperty(choices, fc.toStringMethod, {
    value: () => {
      const known = runWith(choices)
      const text = `choices: [${choices.join(', ')}]`
      if (!known) return text
      noteCounterexample(known.run)
      return `${text}\n\n${report(known.run)}\n`
    },
  })
}
