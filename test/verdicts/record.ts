import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { goalsFile, goalsText } from '../../src/course/goals.ts'
import { type Kata, ROOT } from '../../src/course/katas.ts'
import type { Outcome, Test, Variant } from './runner.ts'

/**
 * What the tests of a kata are known to catch, kept beside its variants so that no assertion can be
 * weakened unnoticed. Adding a variant or a test needs no change here; `npm run verdicts` writes it anew.
 */
export interface Record {
  readonly hints: number
  /** The tests that fail, for each wrong solution by its file name. */
  readonly caught: ReadonlyMap<string, readonly Test[]>
}

/** The record's file, from the project's folder. */
export function recordFile({ name }: Kata): string {
  return `test/verdicts/${name}/caught.md`
}

/** The tests that fail, for each wrong solution. */
export function caughtIn(outcomes: ReadonlyMap<Variant, Outcome>): Record['caught'] {
  const wrong = [...outcomes].filter(([{ kind }]) => kind === 'wrong')
  return new Map(
    wrong.map(([{ source }, { failed }]) => [
      path.basename(source),
      failed.map(({ name, isFiner }) => ({ name, isFiner })),
    ]),
  )
}

/** How many stages of hints a kata has. */
export function countHints({ name }: Kata): number {
  const file = path.join(ROOT, 'katas', name, 'HINTS.md')
  return existsSync(file) ? (readFileSync(file, 'utf8').match(/^## .+$/gm)?.length ?? 0) : 0
}

/** The heading of the tests that are finer points. */
const FINER = 'Finer points:'

export function writeRecord(kata: Kata, outcomes: ReadonlyMap<Variant, Outcome>): void {
  const caught = caughtIn(outcomes)
  const [reference] = [...outcomes].filter(([{ kind }]) => kind === 'reference')
  const tests = reference?.[1].tests ?? []
  const numberOf = (name: string) => tests.findIndex(test => test.name === name) + 1
  const rows = [...caught].map(([file, failed]) => {
    const numbers = failed.map(({ name }) => numberOf(name)).join(', ')
    return `| ${file} | ${numbers}${failed.every(({ isFiner }) => isFiner) ? ' (finer)' : ''} |`
  })
  const listed = (isFiner: boolean) =>
    tests.filter(test => test.isFiner === isFiner).map(({ name }) => `${numberOf(name)}. ${name}`)
  const text = [
    `# What the tests of ${kata.name} catch`,
    '',
    'Written by `npm run verdicts`; `npm test` compares.',
    '',
    `Hints: ${countHints(kata)}`,
    '',
    ...listed(false),
    ...(kata.finer ? ['', FINER, '', ...listed(true)] : []),
    '',
    '| wrong solution | is caught by |',
    '|---|---|',
    ...rows,
    '',
  ]
  writeFileSync(path.join(ROOT, recordFile(kata)), text.join('\n'))
  writeFileSync(path.join(ROOT, goalsFile(kata)), goalsOf(outcomes))
}

/** What the reference's runs look like, as the text that is kept of it. */
export function goalsOf(outcomes: ReadonlyMap<Variant, Outcome>): string {
  const [reference] = [...outcomes].filter(([{ kind }]) => kind === 'reference')
  return goalsText(reference?.[1].goals ?? {})
}

export function readRecord(kata: Kata): Record | undefined {
  const file = path.join(ROOT, recordFile(kata))
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  const finerFrom = text.includes(FINER) ? text.indexOf(FINER) : text.length
  const tests = [...text.matchAll(/^\d+\. (.+)$/gm)].map(({ 1: name, index }) => ({
    name: name as string,
    isFiner: index > finerFrom,
  }))
  const rows = [...text.matchAll(/^\| *([^\s|]+) *\| *(\d[\d, ]*?)(?: \(finer\))? *\|$/gm)].map(
    ([, name, numbers]): [string, Test[]] => [
      name as string,
      (numbers as string).split(', ').map(number => tests[Number(number) - 1] as Test),
    ],
  )
  return { hints: Number(/^Hints: (\d+)$/m.exec(text)?.[1]), caught: new Map(rows) }
}
