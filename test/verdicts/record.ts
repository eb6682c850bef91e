import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { goalsFile, goalsText } from '../../src/course/goals.ts'
import { type Kata, ROOT } from '../../src/course/katas.ts'
import type { Outcome, Variant } from './runner.ts'

/**
 * What the tests of a kata are known to catch, kept beside its variants so that no assertion can be
 * weakened unnoticed. Adding a variant or a test needs no change here; `npm run verdicts` writes it anew.
 */
export interface Record {
  readonly hints: number
  /** The names of the tests that fail, for each wrong solution by its file name. */
  readonly caught: ReadonlyMap<string, readonly string[]>
}

/** The record's file, from the project's folder. */
export function recordFile({ name }: Kata): string {
  return `test/verdicts/${name}/caught.md`
}

/** The names of the tests that fail, for each wrong solution. */
export function caughtIn(outcomes: ReadonlyMap<Variant, Outcome>): Record['caught'] {
  const wrong = [...outcomes].filter(([{ kind }]) => kind === 'wrong')
  return new Map(
    wrong.map(([{ source }, { failed }]) => [
      path.basename(source),
      failed.map(({ name }) => name),
    ]),
  )
}

/** How many stages of hints a kata has. */
export function countHints({ name }: Kata): number {
  const file = path.join(ROOT, 'katas', name, 'HINTS.md')
  return existsSync(file) ? (readFileSync(file, 'utf8').match(/^## .+$/gm)?.length ?? 0) : 0
}

export function writeRecord(kata: Kata, outcomes: ReadonlyMap<Variant, Outcome>): void {
  const caught = caughtIn(outcomes)
  const [reference] = [...outcomes].filter(([{ kind }]) => kind === 'reference')
  const tests = reference?.[1].passed ?? []
  const rows = [...caught].map(
    ([file, names]) => `| ${file} | ${names.map(name => tests.indexOf(name) + 1).join(', ')} |`,
  )
  const text = [
    `# What the tests of ${kata.name} catch`,
    '',
    'Written by `npm run verdicts`; `npm test` compares.',
    '',
    `Hints: ${countHints(kata)}`,
    '',
    ...tests.map((name, index) => `${index + 1}. ${name}`),
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
  const tests = [...text.matchAll(/^\d+\. (.+)$/gm)].map(([, name]) => name as string)
  const rows = [...text.matchAll(/^\| *([^\s|]+) *\| *(\d[\d, ]*?) *\|$/gm)].map(
    ([, name, numbers]): [string, string[]] => [
      name as string,
      (numbers as string).split(', ').map(number => tests[Number(number) - 1] as string),
    ],
  )
  return { hints: Number(/^Hints: (\d+)$/m.exec(text)?.[1]), caught: new Map(rows) }
}
