import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { NAMES } from '#lab/report'
import { fits, stagesOf } from '../../src/command/one-kata/hint.ts'
import { type Kata, ROOT } from '../../src/course/katas.ts'
import { caughtIn, countHints } from './record.ts'
import type { Outcome, Variant } from './runner.ts'

// What docs/writing-katas.md asks of a kata, as far as it can be counted. Each fault is a sentence that names the file
// and the fix.

/** What a kata lacks, each said in a sentence that names the file and the fix. */
export function missingParts(kata: Kata, variants: readonly Variant[]): string[] {
  const { name, skeleton, tests } = kata
  const has = (kind: Variant['kind']) => variants.filter(variant => variant.kind === kind).length
  const file = (...parts: string[]) => path.posix.join(...parts)
  const own = file('test/verdicts', name)
  const hints = countHints(kata)
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

// ---- a kata that is split into its idea and finer points --------------------------------------------

const MOST_IDEA_TESTS = 8
const MOST_WORDS = 350

/** Which rules for the split a kata breaks; none as long as it is not split. */
export function brokenRules(kata: Kata, outcomes: ReadonlyMap<Variant, Outcome>): string[] {
  if (!kata.finer) return []
  return [
    ...testsBreaking(kata, outcomes),
    ...pageBreaking(kata),
    ...misconceptionsBreaking(kata, outcomes),
    ...hintsBreaking(kata, outcomes),
  ]
}

function testsBreaking({ name, tests }: Kata, outcomes: ReadonlyMap<Variant, Outcome>): string[] {
  const [, reference] = [...outcomes].find(([{ kind }]) => kind === 'reference') ?? []
  const all = reference?.tests ?? []
  const ideas = all.filter(({ isFiner }) => !isFiner)
  const names = all.map(test => test.name)
  const twice = names.filter((each, index) => names.indexOf(each) < index)
  const [idea] = tests
  return [
    ...(ideas.length > MOST_IDEA_TESTS
      ? [
          `katas/${name}/${idea} has ${ideas.length} tests: move what is not the idea to the finer points, so that at most ${MOST_IDEA_TESTS} are left.`,
        ]
      : []),
    ...twice.map(each => `katas/${name} has two tests "${each}": give one of them another name.`),
  ]
}

function pageBreaking({ name }: Kata): string[] {
  const count = wordsIn(read(`katas/${name}/README.md`))
  return count > MOST_WORDS
    ? [`katas/${name}/README.md has ${count} words: cut it to ${MOST_WORDS}.`]
    : []
}

/** How many words a page has: blocks of code, tables and addresses are not read as words. */
export function wordsIn(markdown: string): number {
  const prose = markdown
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .replaceAll(/^\|.*\|$/gm, '')
    .replaceAll(/\]\([^)]*\)/g, '] ')
  return prose.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length
}

/** The misconceptions that a kata is about are listed on its solution's page, and caught by the idea. */
function misconceptionsBreaking(kata: Kata, outcomes: ReadonlyMap<Variant, Outcome>): string[] {
  const page = `solutions/${kata.name}/README.md`
  const listed = misconceptionsIn(read(page))
  const caught = caughtIn(outcomes)
  const count = listed.length
  const unknown = listed.flat().filter(name => !fileOf(name, caught))
  const late = listed.flat().filter(name => {
    const file = fileOf(name, caught)
    return file && caught.get(file)?.every(({ isFiner }) => isFiner)
  })
  return [
    ...(count < 3 || count > 5
      ? [
          `${page} lists ${count} core misconceptions: list 3 to 5 below "${MISCONCEPTIONS}", each beginning with the \`name\` of a wrong solution.`,
        ]
      : []),
    ...unknown.map(
      name =>
        `${page} lists \`${name}\`, which is not in test/verdicts/${kata.name}/wrong: add it.`,
    ),
    ...late.map(
      name =>
        `${page} lists \`${name}\`, which only a finer point catches: catch it in katas/${kata.name}/${kata.tests[0]}.`,
    ),
  ]
}

const MISCONCEPTIONS = '## Core misconceptions'

/** For each one in the list, the names that it begins with: `- \`in-batches\`, \`fixed-shares\`: ...`. */
function misconceptionsIn(page: string): string[][] {
  const [, section = ''] = page.split(`${MISCONCEPTIONS}\n`)
  const items = section.split(/^## /m, 1)[0]?.match(/^- .*(\n {2,}.*)*/gm) ?? []
  return items.map(item => {
    const [beginning = ''] = item.split(':', 1)
    return [...beginning.matchAll(/`([\w-]+)`/g)].map(([, name]) => name as string)
  })
}

function fileOf(name: string, caught: ReturnType<typeof caughtIn>): string | undefined {
  return [...caught.keys()].find(file => path.parse(file).name === name)
}

/** Each test of the idea has a hint that is for it; what hints are for is there. */
function hintsBreaking(kata: Kata, outcomes: ReadonlyMap<Variant, Outcome>): string[] {
  const page = `katas/${kata.name}/HINTS.md`
  const [, reference] = [...outcomes].find(([{ kind }]) => kind === 'reference') ?? []
  const tests = reference?.tests ?? []
  const wrong = [...outcomes].filter(([{ kind }]) => kind === 'wrong')
  const failed = wrong.flatMap(([, outcome]) => outcome.failed)
  const stages = stagesOf(kata)
  const [, ...further] = stages
  const unread = stages.filter(({ text }) => text.includes('<!--'))
  const unknown = stages
    .flatMap(({ isFor }) => isFor)
    .filter(name => !NAMES.has(name) && !tests.some(test => test.name.startsWith(name)))
  const alone = tests.filter(({ name, isFiner }) => {
    const told = failed
      .filter(each => each.name === name)
      .flatMap(each => each.told?.names.map(named => named.name) ?? [])
    return !isFiner && !further.some(stage => fits(stage, { test: name, told }))
  })
  return [
    ...unread.map(
      ({ text }) =>
        `${page} has a comment that is not read, in "${text.split('\n', 1)}": put <!-- for: ... --> right below the heading.`,
    ),
    ...unknown.map(
      name =>
        `${page} has a hint for "${name}", which neither is told of a run nor begins the name of a test: correct it.`,
    ),
    ...alone.map(
      ({ name }) =>
        `${page} has no hint for "${name}" but the first: name that test, or a diagnosis of it, in a line <!-- for: ... -->.`,
    ),
  ]
}

// ---- files ------------------------------------------------------------------------------------------

function exists(...parts: string[]): boolean {
  return existsSync(path.join(ROOT, ...parts))
}

export function read(file: string): string {
  return exists(file) ? readFileSync(path.join(ROOT, file), 'utf8') : ''
}

function exportsOf(file: string): string[] {
  const found = read(file).matchAll(
    /^export (?:default )?(?:async )?(?:function\*?|class|const|type|interface) (\w+)/gm,
  )
  return [...found].map(([, symbol]) => symbol as string)
}
