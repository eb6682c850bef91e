import { rmSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { edit, pathOf, run, useCopy } from './copy.ts'

// Which hint comes first: the one for what fails. That each is given once: ../course/keep.test.ts.

useCopy()

const HINTS = [
  '# Hints',
  ...['## One', '', 'For anybody.', ''],
  ...['## Two', '<!-- for: inBatches | gather waits -->', '', 'For two things.', ''],
  ...['## Three', '<!-- for: gather rejects |', '  gather waits for -->', '', 'For errors.', ''],
  ...['## Four', '<!-- for: Deadlock -->', '', 'For the end.'],
]

beforeEach(() => {
  edit('katas/03-gather/HINTS.md', ...HINTS)
  rmSync(pathOf('.kata/progress/03-gather'), { recursive: true, force: true })
})

/** The headings of the hints that are given one after the other, while the same fails all the time. */
async function given(
  failure?: { test?: string; told?: string[] },
  times = 5,
  counts = { passed: 2, total: 8 },
): Promise<string[]> {
  const program = [
    "import { hint } from './src/command/one-kata/hint.ts'",
    "import { findKatas } from './src/course/katas.ts'",
    "const kata = findKatas().find(({ number }) => number === '03')",
    `const result = ${failure ? JSON.stringify({ failure, ...counts }) : 'undefined'}`,
    `for (let call = 0; call < ${times}; call++) console.log(hint(kata, result))`,
  ].join('\n')
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', program])
  expect(stderr).toBe('')
  expect(stdout).not.toContain('<!--')
  return [...stdout.matchAll(/^(?:One|Two|Three|Four)$/gm)].map(([heading]) => heading)
}

describe('the hint that comes first', () => {
  test('is for what is told of the run, then for anybody; in the end it is given again', async () => {
    const failure = { test: 'gather takes as long', told: ['Deadlock', 'toTake'] }
    expect(await given(failure)).toEqual(['Four', 'One', 'Two', 'Three', 'Four'])
  })

  test('is for the test that fails, by how its name begins', async () => {
    const failure = { test: 'gather waits for every task', told: [] }
    expect(await given(failure)).toEqual(['Two', 'Three', 'One', 'Four', 'Three'])
  })

  test('is rather for what is told first than for what is told later, or for the test', async () => {
    const failure = { test: 'gather rejects at once', told: ['Deadlock', 'inBatches'] }
    expect(await given(failure)).toEqual(['Four', 'Two', 'Three', 'One', 'Four'])
  })

  test('is not the introduction where nearly all tests pass', async () => {
    const counts = { passed: 7, total: 8 }
    expect(await given({ test: 'another', told: [] }, 4, counts)).toEqual([
      ...['Two', 'Three', 'Four', 'One'],
    ])
  })

  test('is the introduction where no test could be run', async () => {
    const counts = { passed: 0, total: 0 }
    expect(await given({ test: 'another', told: [] }, 1, counts)).toEqual(['One'])
  })

  test('is the first in the file where it is not known what fails', async () => {
    expect(await given()).toEqual(['One', 'Two', 'Three', 'Four', 'Four'])
  })

  test('is for anybody where there is none for what fails', async () => {
    expect(await given({ test: 'another', told: ['slotIdle'] }, 2)).toEqual(['One', 'Two'])
  })
})
