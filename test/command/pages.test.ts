import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { notebook, simulate, urls } from '#lab'
import { pictureOf, tell } from '#lab/report'
import { failureOf, listOf } from '../../src/command/screen/screen.ts'
import { type About, finerPage, pageOf, resultPage } from '../../src/command/session/pages.ts'
import type { Failure, Result } from '../../src/command/testing/results.ts'
import { type Kata, ROOT } from '../../src/course/katas.ts'
import { tooWide, words } from './copy.ts'

// What a failed test looks like on screens of any size.

const GATHER: Kata = {
  number: '03',
  name: '03-gather',
  title: 'Gather',
  section: 'core',
  folder: path.join(ROOT, 'katas/03-gather'),
  skeleton: ['gather.ts'],
  main: 'gather.ts',
  given: [],
  tests: ['gather.test.ts', 'gather.finer.test.ts'],
  finer: 'gather.finer.test.ts',
  fixtures: [],
}

const TEST = 'fetchPosts has all nineteen requests in flight at once, and takes 950 ms'

/** What a student reads who has the posts fetched in some way. */
async function failureWhen(fetchAll: () => Promise<void>, changes: Partial<Failure> = {}) {
  const run = await simulate({ server: notebook }, fetchAll)
  const picture = pictureOf(run)
  const ms = run.elapsed === 950 ? 4090 : 950
  const own = `expected the run to take ${ms} ms, but it took ${run.elapsed} ms`
  const { sentences, steps } = tell(run, own, { elapsed: ms })
  const drawn = picture && { index: 0, picture }
  const failure: Failure = {
    test: TEST,
    sentences,
    own,
    steps,
    diff: '',
    place: 'katas/03-gather/gather.ts:12',
    output: '',
    drawn,
    ...changes,
  }
  return { kata: GATHER, passes: false, passed: 10, total: 18, failure, finer: undefined }
}

async function oneByOne(): Promise<void> {
  for (const url of urls) await fetch(url)
}

async function together(): Promise<void> {
  await Promise.all(urls.map(url => fetch(url)))
}

const HOW_FAR = 'Cooperativo: 2 of 12 katas pass'

function about(result: Result): About {
  const now = new Date(0)
  const known = { result, at: now, ms: 0, since: now, before: undefined }
  return { known, next: undefined, howFar: HOW_FAR, status: '', mistakes: new Map() }
}

/** The screens of a failed test, each as a terminal shows it. */
async function screensAt(columns: number, rows: number, changes?: Partial<Failure>) {
  const result = await failureWhen(oneByOne, changes)
  return resultPage(about(result))({ columns, rows, plain: false })
}

async function firstAt(columns: number, rows: number, changes?: Partial<Failure>): Promise<string> {
  const [first = ''] = await screensAt(columns, rows, changes)
  return first
}

const SENTENCE =
  '19 requests, never more than 1 in flight: they ran one after another, so their times add up to 4,090 ms.'

/** As many lines as a terminal counts: one that is too long takes several. */
function heightOf(screen: string, columns: number): number {
  const lines = screen.split('\n')
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0)
}

describe('the screen of a failed test', () => {
  const sizes = [
    [40, 12],
    [60, 24],
    [80, 24],
    [80, 30],
    [100, 40],
    [120, 30],
  ]

  test.each(sizes)('fits, and nothing is cut, at %d by %d', async (columns, rows) => {
    const screens = await screensAt(columns, rows)
    for (const screen of screens) expect(heightOf(screen, columns)).toBeLessThanOrEqual(rows)
    const [first = ''] = screens
    expect(words(first)).toContain(TEST)
    const shown = screens.map(screen => screen.split('\n').slice(0, -3).join('\n')).join('\n')
    expect(words(shown)).toContain(SENTENCE)
    expect(words(screens.join('\n'))).toContain('it took 4090 ms')
    expect(screens.join('\n')).toContain('katas/03-gather/gather.ts:12')
  })

  test.each(sizes.slice(1))(
    'has the test, then the sentence, then the picture above the goal, at %d by %d',
    async (columns, rows) => {
      const first = await firstAt(columns, rows)
      expect(words(first)).toContain(SENTENCE)
      expect(words(first)).toMatch(/FAILED .* never more than 1 .* your function .* the goal /)
      const [yours = '', goal = ''] = [...first.matchAll(/^(your function|the goal) .*$/gm)].map(
        ([line]) => line,
      )
      const length = (line: string) => line.match(/\.+/)?.[0].length ?? 0
      expect(length(goal) / length(yours)).toBeCloseTo(950 / 4090, 1)
    },
  )

  test('has what was expected below the picture, and then the line of the student’s file', async () => {
    expect(words(await firstAt(80, 40))).toMatch(
      /the goal .* expected the run to take 950 ms, but it took 4090 ms At katas\/03-gather\/gather\.ts:12 Edit/,
    )
  })

  test('has all rows where there is room for them', async () => {
    const screen = await firstAt(80, 80)
    expect(screen.match(/^GET \/posts\/\d+ /gm)).toHaveLength(38)
    expect(screen).toContain('= in flight')
  })

  test('says how to go on to the next where there are more', async () => {
    const screens = await screensAt(40, 12)
    expect(screens.length).toBeGreaterThan(1)
    expect(screens[0]).toContain(`space 1/${screens.length}  h n l ? q`)
    expect((await screensAt(80, 40))[0]).not.toContain('space')
  })

  test('has words in place of pictures for those who listen', async () => {
    const result = await failureWhen(oneByOne)
    const [screen = ''] = resultPage(about(result))({
      columns: 80,
      rows: 24,
      plain: true,
    })
    expect(words(screen)).toContain(
      'your function: 0 to 4,090 ms GET /posts/1: 0 to 290 ms GET /posts/2: 290',
    )
    expect(words(screen)).toContain(
      'the goal: 0 to 950 ms GET /posts/1: 0 to 290 ms GET /posts/2: 0 to 250',
    )
    expect(screen).not.toMatch(/={2}|\.{4}/)
    const printed = failureOf(result, { plain: true })
    expect(words(printed)).toContain('your function: 0 to 4,090 ms')
    expect(printed).not.toMatch(/={2}|\.{4}/)
  })

  test('has the message as it is where nothing is known of a run', async () => {
    const screen = await firstAt(80, 24, {
      drawn: undefined,
      sentences: [],
      own: 'TODO: start them all',
    })
    expect(screen).toMatch(/\n\nTODO: start them all\n\nAt {4}katas/)
  })

  test('has the picture alone where no goal is known', async () => {
    const screen = await firstAt(80, 40, { test: 'a test of their own' })
    expect(screen).toContain('\nyour function ')
    expect(screen).not.toContain('the goal')
  })
})

describe('a kata that is solved', () => {
  const solved = { kata: GATHER, passes: true, passed: 7, total: 7, failure: undefined }
  const failing = { test: 'a finer point', sentences: [], own: 'not yet', steps: '', diff: '' }
  const failure = { ...failing, place: undefined, output: '', drawn: undefined }
  const some = { ...solved, finer: { passes: false, passed: 3, total: 9, failure } }
  const all = { ...solved, finer: { passes: true, passed: 9, total: 9, failure: undefined } }
  const size = { columns: 80, rows: 24, plain: false }

  test('is told with how many of its finer points pass, and how to see the next', () => {
    const pageOf = (result: Result) => words(resultPage(about(result))(size).join())
    const running = { ...solved, finer: undefined }
    expect(pageOf(running)).toContain('03 Gather: 7 of 7 tests pass')
    expect(pageOf(running)).toContain('Solved. Its finer points are running.')
    expect(pageOf(some)).toContain('Solved. 3 of 9 finer points pass: press f for the next one.')
    expect(pageOf(some)).not.toContain('not yet')
    expect(pageOf(all)).toContain('Complete: all 9 finer points pass.')
  })

  test('shows its finer points one at a time where they are asked for', () => {
    const [screen = ''] = finerPage(about(some))(size)
    expect(screen).toContain('03 Gather: solved, 3 of 9 finer points pass')
    expect(words(screen)).toContain('FAILED a finer point not yet')
    const [done = ''] = finerPage(about(all))(size)
    expect(done).toContain('Complete: all 9 finer points pass.')
  })

  test('prints the same', () => {
    const text = failureOf(some, { plain: false })
    expect(text).toContain('for the next one: npx kata run 03 --finer')
    expect(text).not.toContain('not yet')
    expect(words(failureOf(some, { plain: false, finer: true }))).toContain('FAILED a finer point')
    expect(failureOf(all, { plain: false, finer: true })).toContain('Complete: all 9')
  })

  test('has both in the list', () => {
    const open = { ...solved, kata: { ...GATHER, number: '04' }, passes: false, passed: 2 }
    const list = listOf([all, some, { ...open, finer: undefined }], []).split('\n')
    expect(list[2]).toBe('  complete  03  Gather  7 of 7, finer 9 of 9  core')
    expect(list[3]).toBe('  solved    03  Gather  7 of 7, finer 3 of 9  core')
    expect(list[4]).toBe('  next      04  Gather  2 of 7 tests          core')
  })
})

test('a picture that is the goal’s is not shown: nothing can be seen in it', async () => {
  const text = failureOf(await failureWhen(together), { plain: false })
  expect(text).not.toContain('/posts/1 ')
  expect(text).toContain('it took 950 ms')
})

test('what is printed has both pictures, no wider than 80 columns', async () => {
  const text = failureOf(await failureWhen(oneByOne), { plain: false })
  expect(text).toMatch(/\nyour function .*\n(.+\n)+\nthe goal /)
  expect(tooWide(text)).toEqual([])
})

describe('expected against received', () => {
  const diff = [
    '- Expected',
    '+ Received',
    '',
    '  [',
    ...Array.from({ length: 9 }, (_, index) => `-   "/posts/${index + 1}",`),
    '+   "/posts/9",',
    '  ]',
  ].join('\n')

  test('takes at most six lines; the whole difference is on another screen', async () => {
    const own = 'the lines: expected [ …(9) ] to deeply equal [ …(1) ]'
    const screens = await screensAt(80, 24, { drawn: undefined, own, diff })
    expect(screens[0]).toContain(
      [
        'the lines',
        'expected  "/posts/1",',
        'expected  "/posts/2",',
        'expected  … and 7 more lines of the difference',
        'received  "/posts/9",',
      ].join('\n'),
    )
    expect(screens[0]).not.toContain('to deeply equal')
    expect(screens[1]).toContain('-   "/posts/8",')
  })

  test('is the sentence of the test runner where both can be read at one look', async () => {
    const own = 'expected +0 to be 4 // Object.is equality'
    const first = await firstAt(80, 24, { drawn: undefined, own, diff: '- 4\n+ 0' })
    expect(first).toContain('\n\nexpected 0 to be 4\n')
    expect(first).not.toContain('received')
  })
})

describe('what the student’s code printed', () => {
  test('has the student’s own lines of a stack, whole to the number of the line', async () => {
    const output = [
      'Error: mine',
      '    at answer (/home/ada/katas/test/lab/server.ts:10:3)',
      `    at ${'deep/'.repeat(20)}gather (${path.join(ROOT, 'katas/03-gather/gather.ts')}:7:11)`,
      '    at process.processTicksAndRejections (node:internal/process/task_queues:85:11)',
    ].join('\n')
    const screen = await firstAt(80, 40, { drawn: undefined, output })
    expect(screen).toContain('gather.ts:7:11)')
    expect(screen).not.toMatch(/server\.ts|task_queues/)
  })

  test('has no escape codes, which would hide whose a line is', async () => {
    const output = [
      '\u001b[31mTypeError\u001b[39m: fetch failed',
      '\u001b[90m    at fetch (node:internal/deps/undici/undici:15:11)\u001b[39m',
    ].join('\n')
    const screen = await firstAt(80, 40, { drawn: undefined, output })
    expect(screen).toContain('\n  TypeError: fetch failed\n')
    expect(screen).not.toContain('undici')
  })
})

test('a text that is longer than the screen has several', () => {
  const text = Array.from({ length: 40 }, (_, line) => `line ${line + 1}`).join('\n')
  const screens = pageOf(text)({ columns: 80, rows: 24, plain: false })
  expect(screens).toHaveLength(2)
  expect(screens[0]?.split('\n')).toHaveLength(24)
  expect(screens[0]).toContain('line 21\n\nSave')
  expect(screens[1]).toContain('line 22\n')
  expect(screens[1]).toContain('space 2/2')
  expect(pageOf(text)({ columns: 80, rows: 24, plain: true })).toHaveLength(1)
})
