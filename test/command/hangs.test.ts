import { rmSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import type { Result } from '../../src/command/testing/results.ts'
import { edit, environment, KATAS, pathOf, put, read, run, useCopy, words } from './copy.ts'

// Code that would hang the tests, or fill the memory: each kata's result says what happened, and to which
// test; the other katas run as ever. All of them in one run, as each has to be waited for.

useCopy()

const TESTS = `
import { test } from 'vitest'
import { simulate } from '#lab'
import { work } from './kata.ts'

test('works', async () => {
  await simulate({}, work)
})
`

/** A kata for each: the line before its function, the function's body, the test that is named, and why. */
const KINDS = {
  'a loop without an end': ['', 'for (;;);', 'works', 'A loop in your code never ends'],
  'a loop that awaits nothing': ['', 'for (;;) await null', 'works', 'lets no timer fire'],
  'a list that grows for ever': [
    'const list: unknown[] = []',
    'for (;;) list.push(new Array(1000).fill(list.length))',
    'works',
    'it takes more and more memory',
  ],
  'buffers that are kept for ever': [
    'const kept: Buffer[] = []',
    'for (;;) { kept.push(Buffer.alloc(1e7, 1)); await new Promise(setImmediate) }',
    'works',
    'it takes more and more memory',
  ],
  'a hundred megabytes of console.log': [
    '',
    "for (let n = 0; n < 1e6; n++) console.log('x'.repeat(100))",
    'works',
    'console.log was called more than 10,000 times in one test',
  ],
  'process.exit': ['', 'process.exit(0)', 'works', 'process.exit unexpectedly called with "0"'],
  'a promise that nobody settles': [
    '',
    'await new Promise(() => {})',
    'works',
    'Nothing can happen any more',
  ],
  'a top level that waits for ever': [
    'await new Promise(() => {})',
    '',
    undefined,
    'awaits something that never comes',
  ],
  'a top level that loops for ever': ['for (;;);', '', undefined, 'A loop in your code never ends'],
  'process.exit at the top level': [
    'process.exit(0)',
    '',
    undefined,
    'process.exit unexpectedly called with "0"',
  ],
} as const

const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[]
const nameOf = (kind: string) => `${10 + kinds.indexOf(kind as keyof typeof KINDS)}-kata`
const results = new Map<string, Result>()

beforeAll(async () => {
  put('test/command/results.ts', 'test/command/results.ts')
  for (const name of KATAS) rmSync(pathOf(`katas/${name}`), { recursive: true, force: true })
  for (const [kind, [first, body]] of Object.entries(KINDS)) {
    edit(`katas/${nameOf(kind)}/kata.ts`, first, `export async function work() { ${body} }`)
    edit(`katas/${nameOf(kind)}/kata.test.ts`, TESTS)
  }
  edit('katas/99-right/kata.ts', 'export async function work() {}')
  edit('katas/99-right/kata.test.ts', TESTS)
  const { stdout } = await run(process.execPath, [pathOf('test/command/results.ts')], '.', {
    ...environment(),
    // The guard loses its patience four times sooner.
    KATA_GUARD_HURRY: '4',
  })
  for (const [name, result] of JSON.parse(stdout) as [string, Result][]) results.set(name, result)
})

test.each(kinds)('%s is told, and where', kind => {
  const [, body, name, why] = KINDS[kind]
  const { passes, failure } = results.get(nameOf(kind)) as Result
  expect(passes).toBe(false)
  expect(failure?.test).toBe(name)
  expect(words([failure?.own, ...(failure?.sentences ?? [])].join(' '))).toContain(why)
  expect(read(`katas/${nameOf(kind)}/kata.ts`)).toContain(body)
})

test('a kata beside them passes as ever', () => {
  expect(results.get('99-right')).toMatchObject({ passes: true, passed: 1, total: 1 })
})
