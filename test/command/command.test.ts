import { spawnSync } from 'node:child_process'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findKatas } from '../../src/course/katas.ts'
import {
  type Ended,
  edit,
  escapes,
  FETCH_POSTS,
  KATAS,
  kata,
  ONE_SENTENCE,
  pass,
  put,
  read,
  run,
  tooWide,
  untouched,
  useCopy,
} from './copy.ts'

// What npx kata does, but for what has a file of its own: its usage, kata run, hint, predict, reset, solution, time.

useCopy()

describe('kata, without a terminal', () => {
  test('prints the list and the first kata that does not pass, once, and exits with 0', async () => {
    const { code, stdout, stderr } = await kata()
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout.match(/Cooperativo: 0 of 2 katas pass/g)).toHaveLength(1)
    expect(stdout).toMatch(/next +02 {2}One after another +0 of \d+ tests/)
    expect(stdout).toMatch(/ {2,}03 {2}Gather +\d+ of \d+ tests/)
    expect(stdout.match(/FAILED/g)).toHaveLength(1)
    expect(stdout).toContain('FAILED  takes as long as the nineteen answers added up: 4,090 ms')
  })
})

describe('kata with a name, without a terminal', () => {
  test.each(['03', '3', 'gather', '03-gather', 'GATH', 'katas/03-gather/'])(
    'prints the list and that kata, whichever is first: kata %s',
    async name => {
      const { code, stdout, stderr } = await kata(name)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(/next +02 {2}One after another/)
      expect(stdout.match(/FAILED/g)).toHaveLength(1)
      expect(stdout).toContain('FAILED  gather takes as long as the slowest task')
    },
  )

  test('takes the beginning of a title in several words, and kata start takes the same', async () => {
    const { code, stdout } = await kata('start', 'one after')
    expect(code).toBe(0)
    expect(stdout).toContain('FAILED  takes as long as the nineteen answers added up: 4,090 ms')
  })
})

describe('when every kata passes', () => {
  let start: Ended
  let run: Ended

  beforeAll(async () => {
    untouched()
    for (const name of KATAS) pass(name)
    ;[start, run] = await Promise.all([kata(), kata('run')])
  })

  test('kata says so', () => {
    expect(start.code).toBe(0)
    expect(start.stdout).toContain('Cooperativo: 2 of 2 katas pass')
    expect(start.stdout).toContain('Every kata passes.')
    expect(start.stdout).not.toContain('FAILED')
  })

  test('kata run exits with 0 where none is named', () => {
    expect(run.code).toBe(0)
    expect(run.stdout).not.toContain('FAILED')
  })
})

describe('when the first kata passes', () => {
  let start: Ended
  let hint: Ended

  beforeAll(async () => {
    untouched()
    pass(KATAS[0])
    ;[start, hint] = await Promise.all([kata(), kata('hint')])
  })

  test('kata lists it as done, and the kata after it is next', () => {
    expect(start.code).toBe(0)
    expect(start.stdout).toContain('Cooperativo: 1 of 2 katas pass')
    expect(start.stdout).toMatch(/complete {2}02 {2}One after another +(\d+) of \1\b/)
    expect(start.stdout).toMatch(/next +03 {2}Gather +\d+ of \d+ tests/)
  })

  test('kata shows the failing test of the second one', () => {
    expect(start.stdout.match(/FAILED/g)).toHaveLength(1)
    expect(start.stdout).toContain('FAILED  gather takes as long as the slowest task')
  })

  test('kata hint gives those of the second one where none is named', () => {
    expect(hint.code).toBe(0)
    expect(hint.stdout).toMatch(/^03 Gather: hint 1 of /)
  })

  test('no output has an escape code where NO_COLOR is set', async () => {
    const calls = [kata('hint', '03'), kata('help'), kata('run', '99')]
    const outputs = [start, hint, ...(await Promise.all(calls))]
    expect(outputs.flatMap(({ stdout, stderr }) => escapes(stdout + stderr))).toEqual([])
  })
})

describe('kata list', () => {
  test('counts the katas and the tests that pass, and exits with 0', async () => {
    const { code, stdout, stderr } = await kata('list')
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout.trimEnd().split('\n')).toEqual([
      'Cooperativo: 0 of 2 katas pass',
      '',
      expect.stringMatching(/^ {2}next {2}02 {2}One after another {2}0 of \d+ tests {2}core$/),
      expect.stringMatching(/^ {8}03 {2}Gather {13}\d+ of \d+ tests {2}core$/),
    ])
  })

  test('counts what passes of a kata that is half done', async () => {
    put('test/verdicts/02-one-after-another/wrong/only-good-answers.ts', FETCH_POSTS)
    const { stdout } = await kata('list')
    const [, passed, total] = /next {2}02 .* (\d+) of (\d+) tests/.exec(stdout) ?? []
    expect(Number(passed)).toBe(Number(total) - 1)
  })

  test('keeps a kata open that cannot be loaded, and counts the others as ever', async () => {
    edit(FETCH_POSTS, 'export async function fetchPosts( {')
    pass(KATAS[1])
    const { code, stdout } = await kata('list')
    expect(code).toBe(0)
    expect(stdout).toMatch(/next +02 /)
    expect(stdout).toMatch(/complete {2}03 {2}Gather +(\d+) of \1, finer (\d+) of \2/)
  })
})

describe('a deep kata', () => {
  beforeEach(() => {
    pass(KATAS[0])
    edit('katas/03-gather/README.md', '# 03 · Gather (deep)', '')
  })

  test('is left out, and pointed at where the path is done', async () => {
    const { code, stdout } = await kata()
    expect(code).toBe(0)
    expect(stdout).toContain('Cooperativo: 1 of 1 katas pass')
    expect(stdout).toMatch(/\n\nDeeper, for later or with --deep: 03 Gather\.\n/)
    expect(stdout).toContain('For more, try the deep katas: npx kata --deep.')
    expect(stdout).not.toContain('FAILED')
  })

  test('is in the list, marked, and the next one, where it is asked for', async () => {
    const { stdout } = await kata('--deep')
    expect(stdout).toContain('Cooperativo: 1 of 2 katas pass')
    expect(stdout).toMatch(/^ {2}next +03 {2}Gather +0 of \d+ tests +deep$/m)
    expect(stdout).not.toContain('for later')
    expect(stdout).toContain('FAILED  gather takes as long as the slowest task')
  })

  test('is among the others where the session is to start there', async () => {
    const { code, stdout } = await kata('gather')
    expect(code).toBe(0)
    expect(stdout).toContain('Cooperativo: 1 of 2 katas pass')
    expect(stdout).toMatch(/^ {2}next +03 {2}Gather +0 of \d+ tests +deep$/m)
    expect(stdout).not.toContain('for later')
    expect(stdout).toContain('FAILED  gather takes as long as the slowest task')
  })

  test('is there like any other one where it is named', async () => {
    const { code, stdout } = await kata('hint', '03')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^03 Gather: hint 1 of /)
  })
})

describe('kata card', () => {
  test('shows what to use when, on one page of 80 columns that names each kata it is from', async () => {
    put('docs/which-when.md', 'docs/which-when.md')
    const { code, stdout, stderr } = await kata('card')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^WHICH WHEN\?/)
    expect(tooWide(stdout)).toEqual([])
    expect(stdout.split('\n').length).toBeLessThan(60)
    const numbers = [...stdout.matchAll(/\[([\d ]+)\]/g)].flatMap(([, found = '']) =>
      found.split(' '),
    )
    const known = findKatas().map(({ number }) => number)
    expect(numbers.length).toBeGreaterThan(10)
    expect(numbers.filter(number => !known.includes(number))).toEqual([])
  })
})

describe('an old Node', () => {
  const file = '/usr/bin/node'
  const { stdout: version } = spawnSync(file, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  const isOld = Number.parseInt(version ?? '', 10) < 24

  test.runIf(isOld)(
    isOld
      ? `is told in one sentence what to do, by the real Node ${version.trim()}`
      : `is told in one sentence what to do (skipped: ${file} is not older than 24)`,
    async () => {
      const { code, stdout, stderr } = await run(file, ['src/command/kata.js', 'list'])
      expect(stderr).toMatch(ONE_SENTENCE)
      expect(stderr).toContain(`Node 24 or newer and this is Node ${version.trim()}:`)
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    },
  )

  test('is told in one sentence what to do', async () => {
    const { code, stdout, stderr } = await asNode('20.20.2', 'src/command/require-node.js')
    expect(stderr).toMatch(ONE_SENTENCE)
    expect(stderr).toContain('Node 24 or newer and this is Node 20.20.2:')
    expect(stderr).toContain('`npm install`')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })

  test('is told before anything else of the command is loaded', async () => {
    const { code, stdout, stderr } = await asNode('20.20.2', 'src/command/kata.js', 'help')
    expect(stderr).toMatch(ONE_SENTENCE)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })

  test('is no longer one from Node 24 on', async () => {
    expect(await asNode('24.0.0', 'src/command/require-node.js')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
  })
})

test('the package offers the command as kata', () => {
  const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> }
  expect(bin.kata).toBe('src/command/kata.js')
  expect(read('src/command/kata.js')).toMatch(/^#!\/usr\/bin\/env node\n/)
})

/** Runs a file in this Node, which says of itself that it is another version. */
function asNode(version: string, file: string, ...argv: string[]): Promise<Ended> {
  const versions = `{ ...process.versions, node: '${version}' }`
  const pretend = `Object.defineProperty(process, 'versions', { value: ${versions} })`
  const url = `data:text/javascript,${encodeURIComponent(pretend)}`
  return run(process.execPath, ['--import', url, file, ...argv])
}
