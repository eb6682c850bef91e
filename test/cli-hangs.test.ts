import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Ended, edit, GATHER, pathOf, read, run, solve, useCopy, words } from './cli-copy.ts'

// Code that would hang the tests, or fill the memory: the command says what happened, and lives on.

useCopy()

const FIRST = 'gather has nineteen requests done in 950 ms'

/** The guard in a hurry: it loses its patience four times sooner. */
function runHurried(...argv: string[]): Promise<Ended> {
  const kata = path.join(pathOf('.'), 'test/cli/kata.js')
  return run(process.execPath, [kata, ...argv], '.', { KATA_GUARD_HURRY: '4' })
}

/** A gather with this body, and this line before everything. */
function gather(body: string, first = ''): void {
  edit(
    GATHER,
    first,
    `export async function gather(tasks: unknown[]): Promise<unknown[]> { ${body} }`,
    'export async function fetchPosts(): Promise<string[]> { return [] }',
  )
}

describe('kata run says what happened, and to which test', () => {
  test.each([
    ['a loop without an end', 'for (;;);', 'A loop in your code has no end'],
    ['a loop that awaits nothing', 'for (;;) await null', 'lets no timer fire'],
    [
      'a list that grows for ever',
      'const list: unknown[] = []; for (;;) list.push(new Array(1000).fill(list.length))',
      'it takes more and more memory',
    ],
    [
      'buffers that are kept for ever',
      'const kept: Buffer[] = []; for (;;) { kept.push(Buffer.alloc(1e6, 1)); await new Promise(setImmediate) }',
      'it takes more and more memory',
    ],
    [
      'a hundred megabytes of console.log',
      "for (let n = 0; n < 1e6; n++) console.log('x'.repeat(100)); return []",
      'console.log was called more than 10,000 times in one test',
    ],
    ['process.exit', 'process.exit(0)', 'process.exit unexpectedly called with "0"'],
  ])('%s', async (_, body, sentence) => {
    gather(body)
    const { code, stdout } = await runHurried('run', '03')
    expect(code).toBe(1)
    expect(words(stdout)).toContain(`FAILED ${FIRST}`)
    expect(words(stdout)).toContain(sentence)
    expect(read(GATHER)).toContain(body)
  })

  test.each([
    [
      'a top level that waits for ever',
      'await new Promise(() => {})',
      'awaits something that never comes',
    ],
    ['a top level that loops for ever', 'for (;;);', 'A loop in your code has no end'],
    [
      'process.exit at the top level',
      'process.exit(0)',
      'process.exit unexpectedly called with "0"',
    ],
  ])('before any test: %s', async (_, first, sentence) => {
    gather('return []', first)
    const { code, stdout } = await runHurried('run', '03')
    expect(code).toBe(1)
    expect(stdout).toContain('FAILED  katas/03-gather could not be tested')
    expect(words(stdout)).toContain(sentence)
  })
})

describe('the other katas', () => {
  test('are counted as ever beside one that had to be stopped', async () => {
    solve('02-one-after-another')
    gather('for (;;);')
    const { code, stdout } = await runHurried('list')
    expect(code).toBe(0)
    expect(stdout).toContain('Cooperativo: 1 of 2 katas pass')
    expect(stdout).toMatch(/done {2}02 {2}One after another +11 of 11 tests/)
    expect(stdout).toMatch(/next {2}03 {2}Gather +0 of 18 tests/)
  })
})
