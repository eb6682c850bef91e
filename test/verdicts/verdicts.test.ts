import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { goalsFile } from '../../src/course/goals.ts'
import { findKatas, type Kata } from '../../src/course/katas.ts'
import { caughtIn, countHints, goalsOf, readRecord, recordFile } from './record.ts'
import { brokenRules, missingParts, read } from './rules.ts'
import {
  type Failed,
  type Outcome,
  runVariants,
  type Test,
  type Variant,
  variantsOf,
} from './runner.ts'
import { mostTelling, screensOf } from './screens.ts'

// The proof that the katas teach. One kata alone: npm test -- -t 03-gather

const katas = new Map(findKatas().map(kata => [kata, variantsOf(kata)]))
let verdicts: Awaited<ReturnType<typeof runVariants>>

// biome-ignore lint/correctness/noEmptyPattern: the test runner demands a pattern, and no fixture is wanted
beforeAll(async ({}, { tasks }) => {
  const isWanted = ({ name }: Kata) => tasks.find(task => task.name === name)?.mode === 'run'
  verdicts = await verdictsOn(new Map([...katas].filter(([kata]) => isWanted(kata))))
})

describe.each([...katas.keys()])('$name', kata => {
  const variants = katas.get(kata) ?? []
  let outcomes: ReadonlyMap<Variant, Outcome>

  beforeAll(() => {
    outcomes = verdicts.get(kata) ?? new Map()
  })

  test('has all its parts', () => {
    expect(missingParts(kata, variants)).toEqual([])
  })

  test('keeps the rules for its idea and finer points', () => {
    expect(brokenRules(kata, outcomes)).toEqual([])
  })

  test.each(variants)('$name', variant => {
    expect(faultOf(kata, variant, outcomes.get(variant) as Outcome)).toBeUndefined()
  })

  test.each([
    [80, 24],
    [60, 24],
  ])('tells the test and the sentence whole on the first screen of %d by %d', (columns, rows) => {
    expect(cutIn(kata, outcomes, { columns, rows })).toEqual([])
  })

  test('has no test that catches nothing', () => {
    expect(idleTests(kata, outcomes)).toEqual([])
  })

  test('shows the pictures of its reference as the goal', () => {
    const file = goalsFile(kata)
    const shown = goalsOf(outcomes) === read(file)
    expect(shown ? '' : `${file} is not what the reference does: run \`npm run verdicts\`.`).toBe(
      '',
    )
  })

  test('catches all that it is known to catch', () => {
    expect(lostSince(kata, outcomes)).toEqual([])
  })
})

/**
 * Runs the variants; of a wrong one that is on record only the tests that caught it, as the others have
 * nothing to say of it. Where one of those does not catch it now, all are run: it may keep something from
 * test to test.
 */
async function verdictsOn(wanted: typeof katas): Promise<Awaited<ReturnType<typeof runVariants>>> {
  const records = new Map([...wanted.keys()].map(kata => [kata, readRecord(kata)]))
  const recorded = (kata: Kata, { kind, source }: Variant) =>
    kind === 'wrong' ? records.get(kata)?.caught.get(path.basename(source)) : undefined
  const first = await runVariants(wanted, recorded)
  const again = new Map(
    [...first].map(([kata, outcomes]) => {
      const lost = [...outcomes].filter(([variant, { failed }]) =>
        recorded(kata, variant)?.some(test => !has(failed, test)),
      )
      return [kata, lost.map(([variant]) => variant)]
    }),
  )
  const second = await runVariants(new Map([...again].filter(([, lost]) => lost.length > 0)))
  return new Map(
    [...first].map(([kata, outcomes]) => [
      kata,
      new Map([...outcomes, ...(second.get(kata) ?? [])]),
    ]),
  )
}

function has(tests: readonly Test[], { name, isFiner }: Test): boolean {
  return tests.some(test => test.name === name && test.isFiner === isFiner)
}

/** What is wrong with how a variant ended, as a sentence that names the file and the fix. */
function faultOf(
  kata: Kata,
  { kind, source, says }: Variant,
  { passed, failed, broken }: Outcome,
): string | undefined {
  if (broken)
    return `${source} could not be tested, so a student would see no named test: ${broken}`
  if (kind === 'reference' || kind === 'right') {
    const [first] = failed
    return (
      first &&
      `${source} must pass, but fails "${first.name}": mend it or the test.\n${first.message}`
    )
  }
  const counted = kind === 'skeleton' ? failed.filter(({ isFiner }) => !isFiner) : failed
  if (counted.length === 0) {
    return kind === 'skeleton'
      ? `${source} passes already: make ${testFile(kata)} demand what the student is to write.`
      : `${source} is wrong and passes all ${passed.length} tests: make ${testFile(kata)} catch it.`
  }
  if (kind === 'skeleton') return undefined
  if (!says) {
    return `${source} announces nothing: begin it with a comment such as // says: oneAfterAnother, or // says: test`
  }
  return isTold(says, failed)
    ? undefined
    : `${source} fails, but the student is not told "${says}": mend the diagnosis or the comment. ` +
        `What is told:\n${failed.map(toldIn).join('\n')}`
}

/**
 * Whether a misconception is told: a diagnosis by its name, with facts that its sentence must have, such as
 * `inBatches 7 3`; or `test` alone where the name of the test that fails tells it.
 */
function isTold(says: string, failed: readonly Failed[]): boolean {
  const [name, ...facts] = says.split(' ')
  if (name === 'test') return facts.length === 0
  return failed
    .flatMap(({ told }) => told?.names ?? [])
    .some(named => {
      const values = Object.values(named.facts).flat().map(String)
      return named.name === name && facts.every(fact => values.includes(fact))
    })
}

function toldIn({ name, told }: Failed): string {
  const names = told?.names.map(({ name, facts }) => `${name} ${JSON.stringify(facts)}`) ?? []
  return `  ${name}: ${names.join('; ') || 'nothing but its name'}`
}

/** What a student does not read on the first screen of a wrong solution, though it tells most. */
function cutIn(
  kata: Kata,
  outcomes: ReadonlyMap<Variant, Outcome>,
  window: { readonly columns: number; readonly rows: number },
): string[] {
  const wrong = [...outcomes].filter(([{ kind }, { failed }]) => kind === 'wrong' && failed[0])
  return wrong.flatMap(([{ source }, outcome]) => {
    const [first = ''] = screensOf(kata, outcome, window)
    const seen = inOneLine(first)
    return mostTelling(outcome.failed[0] as Failed)
      .filter(text => !seen.includes(inOneLine(text)))
      .map(text => `${source}: "${text}" is not on the first screen:\n${first}`)
  })
}

/** Text as one line: where it is broken does not matter. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Tests that no wrong solution fails: nobody would notice if they were gone. */
function idleTests(kata: Kata, outcomes: ReadonlyMap<Variant, Outcome>): string[] {
  const [, reference] = [...outcomes].find(([{ kind }]) => kind === 'reference') ?? []
  const catching = [...caughtIn(outcomes).values()].flat()
  return (reference?.tests ?? [])
    .filter(test => !has(catching, test))
    .map(
      ({ name }) =>
        `katas/${kata.name}: "${name}" catches nothing: add a wrong solution that fails it.`,
    )
}

/** What the tests caught when it was last recorded, and do not catch any more. */
function lostSince(kata: Kata, outcomes: ReadonlyMap<Variant, Outcome>): string[] {
  const file = recordFile(kata)
  const unless = 'or run `npm run verdicts` if it is meant'
  const record = readRecord(kata)
  if (!record || record.caught.size === 0) {
    return [`${file} is missing or lists nothing: run \`npm run verdicts\`.`]
  }
  const caught = caughtIn(outcomes)
  const lost = [...record.caught].flatMap(([variant, tests]) => {
    const now = caught.get(variant)
    if (!now) return [`wrong/${variant} is gone, and ${file} lists it: restore it, ${unless}.`]
    return tests
      .filter(test => !has(now, test))
      .map(
        ({ name }) =>
          `katas/${kata.name}: "${name}" no longer catches wrong/${variant}: restore it, ${unless}.`,
      )
  })
  const hints = countHints(kata)
  return hints < record.hints
    ? [
        `katas/${kata.name}/HINTS.md has ${hints} hints and had ${record.hints}: restore it, ${unless}.`,
        ...lost,
      ]
    : lost
}

function testFile({ name, tests }: Kata): string {
  return `katas/${name}/${tests[0]}`
}
