import { rmSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type Ended,
  edit,
  escapes,
  FETCH_POSTS,
  GATHER,
  KATAS,
  kata,
  kataIn,
  lineOf,
  pathOf,
  put,
  read,
  solve,
  tooWide,
  untouched,
  useCopy,
  words,
} from './copy.ts'

// kata run: one kata's tests, and what a student sees of them. The other commands: cli.test.ts.

useCopy()

describe('kata run, on a kata that nobody has touched', () => {
  let result: Ended
  let unnamed: Ended
  let elsewhere: Ended

  beforeAll(async () => {
    untouched()
    const calls = [kata('run', '02'), kata('run'), kataIn('katas/03-gather', 'run', '2')] as const
    ;[result, unnamed, elsewhere] = await Promise.all(calls)
  })

  test('exits with 1 and has nothing to say on stderr', () => {
    expect(result.code).toBe(1)
    expect(result.stderr).toBe('')
  })

  test('says how many tests pass', () => {
    expect(result.stdout).toMatch(/^02 One after another: 0 of \d+ tests pass\n/)
  })

  test('names the first test that fails, once, and says why', () => {
    expect(result.stdout.match(/FAILED/g)).toHaveLength(1)
    expect(result.stdout).toContain(
      'FAILED  takes as long as the nineteen answers added up: 4,090 ms\n\nTODO: fetch each address',
    )
  })

  test('names the place, with forward slashes', () => {
    const line = lineOf(FETCH_POSTS, 'throw new Error')
    expect(result.stdout).toContain(`\nAt    ${FETCH_POSTS}:${line}\n`)
  })

  test('names what to read, what to edit and how to get a hint', () => {
    expect(result.stdout).toContain('\nRead  katas/02-one-after-another/README.md\n')
    expect(result.stdout).toContain(`\nEdit  ${FETCH_POSTS}\n`)
    expect(result.stdout).toContain('\nHint  npx kata hint 02\n')
  })

  test('is the first kata that does not pass where none is named', () => {
    expect(unnamed).toEqual(result)
  })

  test('says the same wherever in the project it is called, and knows the kata as 2, too', () => {
    expect(elsewhere).toEqual(result)
  })
})

describe('kata run, on a kata that is solved', () => {
  let result: Ended
  let unnamed: Ended

  beforeAll(async () => {
    untouched()
    solve(KATAS[0])
    edit(FETCH_POSTS, "console.log('at import')", read(FETCH_POSTS))
    put('test/verdicts/03-gather/wrong/error-forgotten.ts', GATHER)
    ;[result, unnamed] = await Promise.all([kata('run', '02'), kata('run')])
  })

  test('exits with 0, says that all tests pass and where the reference is', () => {
    const { code, stdout, stderr } = result
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^02 One after another: (\d+) of \1 tests pass\n/)
    expect(stdout).toContain('solutions/02-one-after-another')
    expect(stdout).not.toContain('FAILED')
  })

  test('does not show what it prints', () => {
    expect(result.stdout).not.toContain('at import')
  })

  test('turns to the next kata where none is named', () => {
    expect(unnamed.code).toBe(1)
    expect(unnamed.stdout).toMatch(/^03 Gather: \d+ of \d+ tests pass\nFAILED {2}/)
  })

  test('shows a difference no wider than 80 columns, and without escape codes', () => {
    expect(words(unnamed.stdout)).toContain(
      'but nothing handled Error: of a task, and it ended the program',
    )
    expect(tooWide(unnamed.stdout)).toEqual([])
    expect(escapes(result.stdout + unnamed.stdout)).toEqual([])
  })
})

describe('kata run, on a solution that is wrong', () => {
  let result: Ended
  let nothing: Ended

  beforeAll(async () => {
    untouched()
    put('test/verdicts/03-gather/wrong/in-batches.ts', GATHER)
    put('test/verdicts/02-one-after-another/wrong/nothing-requested.ts', FETCH_POSTS)
    ;[result, nothing] = await Promise.all([kata('run', '03'), kata('run', '02')])
  })

  test('exits with 1', () => {
    expect(result.code).toBe(1)
  })

  test('shows what was expected', () => {
    expect(result.stdout).toContain(
      'expected a peak of 19 requests in flight at once, but there were 5',
    )
  })

  test('shows the diagnosis, once', () => {
    expect(words(result.stdout).match(/19 requests in 4 batches of up to 5/g)).toHaveLength(1)
  })

  test('shows the timeline above the one of a right solution', () => {
    expect(result.stdout).toMatch(/^your function +\.+ +0-1,690\n(.+\n)+\nthe goal +\.+ +0-950\n/m)
    expect(result.stdout).toMatch(/^GET \/posts\/1 +=+ +0-290$/m)
    expect(result.stdout).toMatch(/^GET \/posts\/19 +=+ +1,430-1,580$/m)
  })

  test('points to the test that fails', () => {
    const line = lineOf('katas/03-gather/gather.test.ts', 'expect(run).toPeakAt(19)')
    expect(result.stdout).toContain(`\nAt    katas/03-gather/gather.test.ts:${line}\n`)
  })

  test('shows nothing wider than 80 columns', () => {
    expect(tooWide(result.stdout)).toEqual([])
  })

  test('says a diagnosis once, where there is no timeline to show', () => {
    expect(words(nothing.stdout).match(/nothing was requested/g)).toHaveLength(1)
  })
})

describe('kata run, on a kata whose finer points are open', () => {
  let run: Ended
  let finer: Ended
  let list: Ended

  beforeAll(async () => {
    untouched()
    put('test/verdicts/03-gather/wrong/results-outside.ts', GATHER)
    const calls = [kata('run', '03'), kata('run', '03', '--finer'), kata('list')] as const
    ;[run, finer, list] = await Promise.all(calls)
  })

  test('is solved, and tells how to see the next of them', () => {
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(/^03 Gather: 8 of 8 tests pass\n/)
    expect(words(run.stdout)).toContain(
      'Solved. 5 of 6 finer points pass; for the next one: npx kata run 03 --finer',
    )
    expect(run.stdout).not.toContain('FAILED')
    expect(tooWide(run.stdout)).toEqual([])
  })

  test('shows the next of them with --finer, and exits with 1', () => {
    expect(finer.code).toBe(1)
    expect(finer.stdout).toMatch(
      /^03 Gather: solved, 5 of 6 finer points pass\nFAILED {2}gather keeps two calls apart/,
    )
  })

  test('has both in the list', () => {
    expect(list.stdout).toMatch(/^ {2}solved {2}03 {2}Gather +8 of 8, finer 5 of 6 +core$/m)
  })

  test('is complete once they pass', async () => {
    solve('03-gather')
    const { code, stdout } = await kata('run', '03', '--finer')
    expect(code).toBe(0)
    expect(stdout).toContain('Complete: all 6 finer points pass.')
  })
})

describe('kata run, on a kata that cannot be loaded', () => {
  let unreadable: Ended
  let throwing: Ended

  beforeAll(async () => {
    untouched()
    edit(FETCH_POSTS, 'export async function fetchPosts( {')
    edit(GATHER, '', "throw new Error('thrown at import')")
    ;[unreadable, throwing] = await Promise.all([kata('run', '02'), kata('run', '03')])
  })

  test('names the file and the place of a syntax error, without escape codes', () => {
    const { code, stdout } = unreadable
    expect(code).toBe(1)
    expect(stdout).toContain('FAILED  katas/02-one-after-another could not be tested')
    expect(stdout).toContain(`${FETCH_POSTS}:1`)
    expect(stdout).toContain(`\nEdit  ${FETCH_POSTS}\n`)
    expect(escapes(stdout)).toEqual([])
  })

  test('names the file and the line of an error that is thrown at import', () => {
    const { code, stdout } = throwing
    expect(code).toBe(1)
    expect(stdout).toContain('FAILED  katas/03-gather could not be tested')
    expect(stdout).toContain('\nthrown at import\n')
    expect(stdout).toContain(`\nAt    ${GATHER}:2\n`)
  })

  test('names the file that is missing, and still the one to edit', async () => {
    rmSync(pathOf(FETCH_POSTS))
    const { code, stdout } = await kata('run', '02')
    expect(code).toBe(1)
    expect(stdout).toContain('FAILED  katas/02-one-after-another could not be tested')
    expect(stdout).toContain('fetch-posts.ts')
    expect(stdout).toContain(`\nEdit  ${FETCH_POSTS}\n`)
  })
})

describe("what the student's code prints", () => {
  let few: Ended
  let many: Ended

  beforeAll(async () => {
    untouched()
    edit(
      FETCH_POSTS,
      'export async function fetchPosts(urls: readonly string[]): Promise<string[]> {',
      "  process.stdout.write('written directly\\n')",
      "  console.log('to fetch:', urls.length)",
      '  return []',
      '}',
    )
    edit(
      GATHER,
      'export async function gather(): Promise<unknown[]> {',
      "  for (let line = 1; line <= 25; line++) console.log('line', line)",
      '  return []',
      '}',
    )
    ;[few, many] = await Promise.all([kata('run', '02'), kata('run', '03')])
  })

  test('stands with the test that fails, and only what was printed during that test', () => {
    expect(few.stdout).toMatch(
      /FAILED[\s\S]*\nYour code printed:\n( {2}written directly\n)? {2}to fetch: 19\n\nAt /,
    )
    expect(few.stdout.match(/to fetch/g)).toHaveLength(1)
  })

  test('does not get between the lines when it is written to process.stdout', () => {
    expect(few.stdout).toMatch(/^02 One after another: /)
    expect(few.stdout.match(/written directly/g)?.length ?? 0).toBeLessThanOrEqual(1)
  })

  test('is cut after twenty lines, and the rest is counted', () => {
    expect(many.stdout).toContain('\n  line 20\n  … and 5 more lines\n')
    expect(many.stdout).not.toContain('line 21')
  })
})

describe("process.exit(0) in the student's code", () => {
  let called: Ended
  let imported: Ended

  beforeAll(async () => {
    untouched()
    edit(FETCH_POSTS, 'export async function fetchPosts() {', '  process.exit(0)', '}')
    edit(GATHER, 'process.exit(0)', read(GATHER))
    ;[called, imported] = await Promise.all([kata('run', '02'), kata('run', '03')])
  })

  test('does not make the command pass when a function calls it', () => {
    expect(called.code).toBe(1)
    expect(called.stdout).toContain('FAILED  takes as long as')
    expect(called.stdout).toContain('process.exit')
    expect(called.stdout).toContain(`\nAt    ${FETCH_POSTS}:2\n`)
  })

  test('does not make the command pass when it is called at import', () => {
    expect(imported.code).toBe(1)
    expect(imported.stdout).toContain('FAILED  katas/03-gather could not be tested')
  })
})

describe('kata run, on code that does not come to its end', () => {
  let waiting: Ended
  let killed: Ended

  beforeAll(async () => {
    untouched()
    edit(
      GATHER,
      'export const gather = () => new Promise(() => {})',
      'export const fetchPosts = gather',
    )
    edit(
      FETCH_POSTS,
      'export async function fetchPosts() {',
      "  process.kill(process.pid, 'SIGKILL')",
      '}',
    )
    ;[waiting, killed] = await Promise.all([kata('run', '03'), kata('run', '02')])
  })

  test('says what it waits for, no wider than 80 columns', () => {
    expect(waiting.code).toBe(1)
    expect(waiting.stdout).toContain('Still waiting')
    expect(tooWide(waiting.stdout)).toEqual([])
  })

  test('shows it as failed, not as solved, when it ends its process by a signal', () => {
    expect(killed.code).toBe(1)
    expect(killed.stdout).toContain('FAILED')
    expect(killed.stdout).not.toContain('Compare your code')
  })
})
