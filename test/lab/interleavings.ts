import fc from 'fast-check'
import { report } from './report.ts'
import { runWith } from './simulate.ts'
import { threadsOf } from './trace.ts'

const MOST_CHOICES = 200
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

  override shrink(value: number[]): fc.Stream<fc.Value<number[]>> {
    const schedules = fc.stream(simpler(value))
    return schedules.map(choices => new fc.Value(tellingItsRun(choices), undefined))
  }
}

/** Schedules that are simpler than one that was run, the simplest first. */
function* simpler(value: readonly number[]): Generator<number[]> {
  const known = runWith(value)
  const taken = trimmed(value.slice(0, known?.choicesTaken))
  const threads = known ? threadsOf(known.run.trace).length : LARGEST
  const switches = [...taken.keys()].filter(at => taken[at] !== 0)
  const [first = 0] = switches
  if (switches.length === 0) return
  yield []
  // All schedules with one switch: where this one has one, those that are shorter, or as long and smaller.
  const longest = switches.length === 1 ? first : taken.length + 2 * threads
  for (let at = 0; at <= longest; at++) {
    const isSame = switches.length === 1 && at === first
    const most = isSame ? Math.min(threads, (taken[at] as number) - 1) : threads
    for (let choice = 1; choice <= most; choice++) yield [...Array<number>(at).fill(0), choice]
  }
  if (switches.length === 1) return
  for (const at of switches) yield trimmed(taken.with(at, 0))
  if (taken.length < value.length) yield taken
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
      return known ? `${text}\n\n${report(known.run)}\n` : text
    },
  })
}
