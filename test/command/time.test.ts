import { describe, expect, test } from 'vitest'
import { comparison, cpuTimes, wallTime } from '../../src/command/one-kata/time-text.ts'
import {
  contents,
  edit,
  escapes,
  FETCH_POSTS,
  kata,
  ONE_SENTENCE,
  pathOf,
  solve,
  tooWide,
  useCopy,
  words,
} from './copy.ts'

// kata time: what it prints, not how long anything took.

useCopy()

const DEMO = 'katas/02-one-after-another/demo.ts'
// Two short requests may take no time that the system counts: 0 ns.
const TIME = String.raw`[\d.]+ (ns|us|ms|s)`

/** A demonstration that takes no time to speak of: names, each with what it runs. */
function demonstrate(...runs: [name: string, run: string][]): void {
  edit(
    DEMO,
    "import type { Demonstration } from '#lab'",
    "import type * as kata from './fetch-posts.ts'",
    'const urls = ["https://example.org/1", "https://example.org/2"]',
    'const server = { [urls[0]!]: { delay: 20 }, [urls[1]!]: { delay: 10 } }',
    'export default ({ fetchPosts }: typeof kata): Demonstration[] => [',
    ...runs.map(
      ([name, run]) => `  { name: '${name}', options: { server, cores: 2 }, run: ${run} },`,
    ),
    ']',
  )
}

describe('kata time', () => {
  test('shows CPU time, wall time and the timeline of the student’s code', async () => {
    demonstrate(['two posts', '() => fetchPosts(urls)'])
    solve('02-one-after-another')
    const { code, stdout, stderr } = await kata('time', '02')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const line = new RegExp(
      `^CPU times: user ${TIME}, sys: ${TIME}, total: ${TIME}\nWall time: ${TIME}$`,
      'm',
    )
    expect(stdout).toMatch(line)
    expect(stdout).toMatch(/^02 One after another\n/)
    expect(stdout).toContain('two posts: 30 ms on the exact clock. Now for real ...')
    expect(stdout).toMatch(/^GET \/1 +=+ +[\d,]+-[\d,]+$/m)
    expect(stdout).toMatch(/^GET \/2 +=+ +[\d,]+-[\d,]+$/m)
    expect(tooWide(stdout)).toEqual([])
    expect(escapes(stdout)).toEqual([])
  })

  test('shows the solution with --solution, whatever the student has written', async () => {
    demonstrate(['two posts', '() => fetchPosts(urls)'])
    edit(FETCH_POSTS, 'export async function fetchPosts( {')
    const before = contents()
    const { code, stdout } = await kata('time', '02', '--solution')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^02 One after another: the solution\n/)
    expect(stdout).toContain('Wall time: ')
    expect(contents()).toEqual(before)
  })

  test('shows several side by side at the end', async () => {
    demonstrate(['one', '() => fetchPosts(urls)'], ['the other one', '() => fetchPosts([])'])
    const { stdout } = await kata('time', '02', '--solution')
    expect(stdout.match(/^CPU times: /gm)).toHaveLength(2)
    expect(stdout).toMatch(new RegExp(`\none {10} =+ +${TIME}\nthe other one =+ +${TIME}\n`))
  })

  test.each([
    ['is not written yet', () => {}, 'TODO'],
    ['can’t be loaded', () => edit(FETCH_POSTS, 'export function ('), 'SyntaxError'],
    [
      'would never end',
      () => edit(FETCH_POSTS, 'export const fetchPosts = () => new Promise(() => {})'),
      'Deadlock: Nothing can happen any more',
    ],
    ['lacks a function', () => edit(FETCH_POSTS, 'export {}'), 'fetchPosts is not a function'],
  ])('says in words why there is nothing to time: the code %s', async (_what, spoil, why) => {
    demonstrate(['two posts', '() => fetchPosts(urls)'])
    spoil()
    const { code, stdout, stderr } = await kata('time', '02')
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(words(stdout)).toContain('so there is nothing to time')
    expect(words(stdout)).toContain(why)
    expect(stdout).not.toContain('Wall time')
  })

  test('is not held up by what the code leaves behind, or ends', async () => {
    demonstrate(['two posts', '() => fetchPosts(urls)'])
    edit(FETCH_POSTS, 'export const fetchPosts = async () => process.exit(3)')
    const { code } = await kata('time', '02')
    expect(code).toBe(3)
  })

  test.each([
    ['no kata', ['time'], "'kata time' needs a kata: specify one of 02, 03."],
    ['an option of another command', ['time', '02', '--deep'], "'kata time' doesn't take --deep"],
    [
      'its option for another command',
      ['list', '--solution'],
      "'kata list' doesn't take --solution",
    ],
  ])('gets one sentence on stderr and exit code 2: %s', async (_what, argv, sentence) => {
    const { code, stdout, stderr } = await kata(...argv)
    expect(stderr).toMatch(ONE_SENTENCE)
    expect(stderr).toContain(sentence)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  test('names the katas that have a demonstration where one has none', async () => {
    const { rmSync } = await import('node:fs')
    rmSync(pathOf(DEMO))
    const { code, stderr } = await kata('time', '02')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'Kata 02 has nothing to time: choose one of 03.\n',
    })
  })
})

describe('times as IPython writes them', () => {
  test.each([
    [0, '0 ns'],
    [0.0123, '12.3 us'],
    [0.9996, '1 ms'],
    [1, '1 ms'],
    [12.345, '12.3 ms'],
    [950, '950 ms'],
    [999.4, '999 ms'],
    [999.5, '1 s'],
    [4094.6, '4.09 s'],
    [61_200, '61.2 s'],
  ])('%d ms is %s', (ms, text) => {
    expect(wallTime(ms)).toBe(text)
  })

  test('CPU time is told as user, sys and total, from microseconds', () => {
    expect(cpuTimes({ user: 84_100, system: 900 })).toBe(
      'CPU times: user 84.1 ms, sys: 900 us, total: 85 ms',
    )
  })

  test('side by side each bar is as long as its time', () => {
    const lines = comparison(
      new Map([
        ['a', 1000],
        ['bb', 500],
      ]),
    ).split('\n')
    const bars = lines.slice(2, 4).map(line => line.split('=').length - 1)
    expect(bars[0]).toBe(2 * (bars[1] as number))
    expect(lines[2]).toMatch(/^a {2}=+ 1 s$|^a {2}=+ +1 s$/)
  })
})
