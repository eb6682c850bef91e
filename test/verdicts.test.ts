import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findKatas, type Kata, ROOT } from './cli/katas.ts'
import { type Outcome, runVariants, type Variant, variantsOf } from './verdict-runner.ts'

// The proof that the katas teach. One kata alone: npm test -- -t 03-gather

describe.each(findKatas())('$name', kata => {
  const variants = variantsOf(kata)
  let outcomes: Map<Variant, Outcome>

  beforeAll(async () => {
    outcomes = await runVariants(kata, variants)
  }, 120_000)

  test('has all its parts', () => {
    expect(missingParts(kata, variants)).toEqual([])
  })

  test.each(variants)('$name', variant => {
    expect(faultOf(kata, variant, outcomes.get(variant) as Outcome)).toBeUndefined()
  })
})

/** What a kata lacks, each said in a sentence that names the file and the fix. */
function missingParts({ name, skeleton, tests }: Kata, variants: readonly Variant[]): string[] {
  const has = (kind: Variant['kind']) => variants.filter(variant => variant.kind === kind).length
  const file = (...parts: string[]) => path.posix.join(...parts)
  const own = file('test/verdicts', name)
  const hints = headings(file('katas', name, 'HINTS.md'))
  const lacking = [
    [tests.length > 0, `katas/${name} has no test: write one that ends in .test.ts.`],
    [skeleton.length > 0, `katas/${name} has no skeleton: write the file that the student edits.`],
    [exists('katas', name, 'README.md'), `katas/${name} has no README.md: write the lesson.`],
    [
      hints >= 3,
      `katas/${name}/HINTS.md has ${hints} hints: write at least 3 sections that begin with ##.`,
    ],
    [
      exists('solutions', name, 'README.md'),
      `solutions/${name} has no README.md: say why it is right.`,
    ],
    [
      has('right') >= 2,
      `${own}/right has ${has('right')} files: add other styles of a right solution, at least 2.`,
    ],
    [has('wrong') >= 3, `${own}/wrong has ${has('wrong')} files: add misconceptions, at least 3.`],
    ...skeleton.map(part => [
      exists(own, 'skeleton', part),
      `${own}/skeleton/${part} is missing: copy the untouched skeleton there.`,
    ]),
    ...skeleton.map(part => [
      exists('solutions', name, part),
      `solutions/${name}/${part} is missing: write the reference solution.`,
    ]),
    ...skeleton.flatMap(part => {
      const from = file('solutions', name, part)
      const to = file(own, 'skeleton', part)
      return exportsOf(from)
        .filter(symbol => !exportsOf(to).includes(symbol))
        .map(symbol => [false, `${to} does not export ${symbol}, which ${from} does: add it.`])
    }),
  ] as [boolean, string][]
  return lacking.filter(([ok]) => !ok).map(([, sentence]) => sentence)
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
  if (failed.length === 0) {
    const tests = `katas/${kata.name}/${kata.tests[0]}`
    return kind === 'skeleton'
      ? `${source} passes already: make ${tests} demand what the student is to write.`
      : `${source} is wrong and passes all ${passed.length} tests: make ${tests} catch it.`
  }
  if (kind === 'skeleton') return undefined
  if (!says)
    return `${source} announces nothing: begin it with a comment like // says: out of order`
  const seen = failed.map(({ name, message }) => `${name}\n${message}`).join('\n\n')
  return words(seen).includes(words(says))
    ? undefined
    : `${source} fails, but the student does not read "${says}": mend the diagnosis or the comment. ` +
        `The student reads:\n${seen}`
}

/** Text as one line: where a message is broken into lines does not matter. */
function words(text: string): string {
  return text.replace(/\s+/g, ' ')
}

function exists(...parts: string[]): boolean {
  return existsSync(path.join(ROOT, ...parts))
}

function read(file: string): string {
  return exists(file) ? readFileSync(path.join(ROOT, file), 'utf8') : ''
}

function headings(file: string): number {
  return read(file).match(/^## .+$/gm)?.length ?? 0
}

function exportsOf(file: string): string[] {
  const found = read(file).matchAll(
    /^export (?:default )?(?:async )?(?:function\*?|class|const|type|interface) (\w+)/gm,
  )
  return [...found].map(([, symbol]) => symbol as string)
}
