import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { notebook, simulate, urls } from '#lab'
import { pictureOf } from '#lab/report'
import { failureOf } from '../../src/command/screen/screen.ts'
import { pageOf, resultPage } from '../../src/command/session/pages.ts'
import type { Failure } from '../../src/command/testing/results.ts'
import { type Kata, ROOT } from '../../src/course/katas.ts'
import { tooWide, words } from './copy.ts'

// What a failed test looks like on screens of any size.

const GATHER: Kata = {
  number: '03',
  name: '03-gather',
  title: 'Gather',
  deep: false,
  folder: path.join(ROOT, 'katas/03-gather'),
  skeleton: ['gather.ts'],
  main: 'gather.ts',
  tests: ['gather.test.ts'],
  fixtures: [],
}

const TEST = 'gather has nineteen requests done in 950 ms, the time of the slowest, not in 4,090'

/** What a student reads who has the posts fetched in some way. */
async function failureWhen(fetchAll: () => Promise<void>, changes: Partial<Failure> = {}) {
  const run = await simulate({ server: notebook }, fetchAll)
  const picture = pictureOf(run)
  const message = messageOf(() => expect(run).toTake(run.elapsed === 950 ? 4090 : 950))
  const drawn = picture && { index: 0, picture }
  return {
    kata: GATHER,
    passes: false,
    passed: 10,
    total: 18,
    failure: { test: TEST, message, place: undefined, output: '', drawn, ...changes },
  }
}

function messageOf(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

async function oneByOne(): Promise<void> {
  for (const url of urls) await fetch(url)
}

async function together(): Promise<void> {
  await Promise.all(urls.map(url => fetch(url)))
}

async function at(columns: number, rows: number, plain = false, changes?: Partial<Failure>) {
  const result = await failureWhen(oneByOne, changes)
  return resultPage(result, undefined, 'Cooperativo: 2 of 12 katas pass')({ columns, rows, plain })
}

describe('the screen of a failed test', () => {
  test.each([
    [80, 24],
    [80, 30],
    [100, 40],
    [120, 30],
  ])(
    'has what the code did above the goal, on one axis, within %d by %d',
    async (columns, rows) => {
      const screen = await at(columns, rows)
      expect(screen.split('\n').length).toBeLessThanOrEqual(rows)
      expect(screen.split('\n').filter(line => line.length > columns)).toEqual([])
      const [yours = '', goal = ''] = [...screen.matchAll(/^(your function|the goal) .*$/gm)].map(
        ([line]) => line,
      )
      const length = (line: string) => line.match(/\.+/)?.[0].length ?? 0
      expect(length(goal) / length(yours)).toBeCloseTo(950 / 4090, 1)
      expect(screen).toMatch(/^all 19 together +1{40,} +peak 1$/m)
      expect(screen).toMatch(/^all 19 together +9[1-9]+ +peak 19$/m)
    },
  )

  test('has all rows where there is room for them', async () => {
    const screen = await at(80, 80)
    expect(screen.match(/^GET \/posts\/\d+ /gm)).toHaveLength(38)
    expect(screen).toContain('= in flight')
  })

  test('keeps the words where there is no room for the picture, and says how much is cut off', async () => {
    const small = words(await at(80, 17))
    expect(small).toMatch(/it took 4,090 ms 19 requests, never more than 1 .* one is done\. Edit/)
    const tiny = await at(80, 13)
    expect(tiny.split('\n').length).toBeLessThanOrEqual(13)
    expect(words(tiny)).toMatch(/it took 4,090 ms .*\.\.\. and 3 more lines, in a larger window/)
  })

  test('has words in place of pictures for those who listen', async () => {
    const screen = words(await at(80, 24, true))
    expect(screen).toContain(
      'your function: 0 to 4,090 ms GET /posts/1: 0 to 290 ms GET /posts/2: 290',
    )
    expect(screen).toContain(
      'the goal: 0 to 950 ms GET /posts/1: 0 to 290 ms GET /posts/2: 0 to 250',
    )
    expect(screen).not.toMatch(/={2}|\.{4}/)
  })

  test('has the message as it is where no run was drawn', async () => {
    const screen = await at(80, 24, false, { drawn: undefined, message: 'TODO: start them all' })
    expect(screen).toMatch(/\n\nTODO: start them all\n\nEdit {2}katas/)
  })

  test('has the picture alone where no goal is known', async () => {
    const screen = await at(80, 40, false, { test: 'a test of their own' })
    expect(screen).toContain('\nyour function ')
    expect(screen).not.toContain('the goal')
  })
})

test('a picture that is the goal is shown once, and it is said that it is right', async () => {
  const text = failureOf(await failureWhen(together))
  expect(text.match(/^GET \/posts\/1 /gm)).toHaveLength(1)
  expect(text).toContain('(A right solution has the same picture.)')
})

test('what is printed has both pictures, no wider than 80 columns', async () => {
  const text = failureOf(await failureWhen(oneByOne))
  expect(text).toMatch(/\nyour function .*\n(.+\n)+\nthe goal /)
  expect(tooWide(text)).toEqual([])
})

test('a text that is longer than the screen is cut off, and it is said how much', () => {
  const text = Array.from({ length: 40 }, (_, line) => `line ${line + 1}`).join('\n')
  const screen = pageOf(text)({ columns: 80, rows: 24, plain: false })
  expect(screen.split('\n')).toHaveLength(24)
  expect(screen).toContain('line 20\n... and 20 more lines, in a larger window\n\nSave')
  expect(pageOf(text)({ columns: 80, rows: 24, plain: true })).toContain('line 40')
})
