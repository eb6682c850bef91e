import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { ROOT } from './cli/katas.ts'

// The kata command as a user meets it: in a process of its own, in a copy of the project that has two
// katas. Whatever state the katas of this project are in, those of the copy are untouched at first.

const KATAS = ['02-one-after-another', '03-gather'] as const
const FETCH_POSTS = 'katas/02-one-after-another/fetch-posts.ts'
const GATHER = 'katas/03-gather/gather.ts'
const HINTS = '.kata/hints.json'

// Only a guard: nothing here waits for anything but the end of a child.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let copy = ''

beforeAll(() => {
  copy = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'kata-')))
  for (const part of ['package.json', 'tsconfig.json', 'vitest.config.ts', 'test']) put(part, part)
  for (const kata of KATAS) {
    put(`katas/${kata}`, `katas/${kata}`)
    put(`solutions/${kata}`, `solutions/${kata}`)
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'junction')
})

beforeEach(untouched)

afterAll(() => {
  rmSync(copy, { recursive: true, force: true })
})

describe('kata, without a terminal', () => {
  test('prints the list and the first kata that does not pass, once, and exits with 0', async () => {
    const { code, stdout, stderr } = await kata()
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout.match(/Cooperativo: 0 of 2 katas pass/g)).toHaveLength(1)
    expect(stdout).toMatch(/next {2}02 {2}One after another +0 of \d+ tests/)
    expect(stdout).toMatch(/ {6}03 {2}Gather +0 of \d+ tests/)
    expect(stdout.match(/FAILED/g)).toHaveLength(1)
    expect(stdout).toContain('FAILED  takes as long as the nineteen answers added up: 4,090 ms')
  })

  test('shows the failing test of the second kata when the first is solved', async () => {
    solve(KATAS[0])
    const { code, stdout } = await kata()
    expect(code).toBe(0)
    expect(stdout).toContain('Cooperativo: 1 of 2 katas pass')
    expect(stdout.match(/FAILED/g)).toHaveLength(1)
    expect(stdout).toContain('FAILED  gather has nineteen requests done in 950 ms')
  })

  test('says so when every kata passes', async () => {
    for (const name of KATAS) solve(name)
    const { code, stdout } = await kata()
    expect(code).toBe(0)
    expect(stdout).toContain('Cooperativo: 2 of 2 katas pass')
    expect(stdout).toContain('Every kata passes.')
    expect(stdout).not.toContain('FAILED')
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
      expect.stringMatching(/^ {2}next {2}02 {2}One after another {2}0 of \d+ tests$/),
      expect.stringMatching(/^ {8}03 {2}Gather {13}0 of \d+ tests$/),
    ])
  })

  test('counts what passes of a kata that is half done', async () => {
    put('test/verdicts/02-one-after-another/wrong/only-good-answers.ts', FETCH_POSTS)
    const { stdout } = await kata('list')
    const [, passed, total] = /next {2}02 .* (\d+) of (\d+) tests/.exec(stdout) ?? []
    expect(Number(passed)).toBe(Number(total) - 1)
  })
})

describe('kata run, on a kata that nobody has touched', () => {
  let result: Ended

  beforeAll(async () => {
    untouched()
    result = await kata('run', '02')
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
    expect(result.stdout).toContain(`\nAt     ${FETCH_POSTS}:${line}\n`)
  })

  test('names what to read, what to edit and how to get a hint', () => {
    expect(result.stdout).toContain('\nRead   katas/02-one-after-another/README.md\n')
    expect(result.stdout).toContain(`\nEdit   ${FETCH_POSTS}\n`)
    expect(result.stdout).toContain('\nHint   npx kata hint 02\n')
  })

  test.each(['2', '02-one-after-another'])('knows the kata as %s, too', async name => {
    expect(await kata('run', name)).toEqual(result)
  })

  test('is the first kata that does not pass where none is named', async () => {
    expect(await kata('run')).toEqual(result)
  })

  test('says the same wherever in the project it is called', async () => {
    expect(await kataIn('katas/03-gather', 'run', '02')).toEqual(result)
  })
})

describe('kata run, on a kata that is solved', () => {
  beforeEach(() => {
    solve(KATAS[0])
  })

  test('exits with 0, says that all tests pass and where the reference is', async () => {
    const { code, stdout, stderr } = await kata('run', '02')
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^02 One after another: (\d+) of \1 tests pass\n/)
    expect(stdout).toContain('solutions/02-one-after-another')
    expect(stdout).not.toContain('FAILED')
  })

  test('is done in the list, and the kata after it is next', async () => {
    const { stdout } = await kata('list')
    expect(stdout).toContain('Cooperativo: 1 of 2 katas pass')
    expect(stdout).toMatch(/done {2}02 {2}One after another +(\d+) of \1 tests/)
    expect(stdout).toMatch(/next {2}03 {2}Gather +0 of \d+ tests/)
  })

  test('turns to the next kata where none is named', async () => {
    const { code, stdout } = await kata('run')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^03 Gather: 0 of \d+ tests pass\n/)
  })

  test('exits with 0 where no kata is left', async () => {
    solve(KATAS[1])
    const { code, stdout } = await kata('run')
    expect(code).toBe(0)
    expect(stdout).not.toContain('FAILED')
  })
})

describe('kata run, on a solution that is wrong', () => {
  let result: Ended

  beforeAll(async () => {
    untouched()
    put('test/verdicts/03-gather/wrong/await-in-the-loop.ts', GATHER)
    result = await kata('run', '03')
  })

  test('exits with 1', () => {
    expect(result.code).toBe(1)
  })

  test('shows what was expected', () => {
    expect(result.stdout).toContain('expected the run to take 950 ms, but it took 4,090 ms')
  })

  test('shows the diagnosis, once', () => {
    expect(words(result.stdout).match(/they ran one after another/g)).toHaveLength(1)
  })

  test('shows the timeline', () => {
    expect(result.stdout).toContain('What your code did:')
    expect(result.stdout).toMatch(/^GET \/posts\/1 +=+ +0-290$/m)
    expect(result.stdout).toMatch(/^GET \/posts\/19 +=+ 3,940-4,090$/m)
  })

  test('points to the test that fails', () => {
    const line = lineOf('katas/03-gather/gather.test.ts', 'expect(run).toTake(950)')
    expect(result.stdout).toContain(`\nAt     katas/03-gather/gather.test.ts:${line}\n`)
  })

  test('shows nothing wider than 80 columns', () => {
    expect(tooWide(result.stdout)).toEqual([])
  })

  test.each(['never-settles-when-empty', 'error-forgotten'])(
    'shows nothing wider than 80 columns: %s',
    async name => {
      put(`test/verdicts/03-gather/wrong/${name}.ts`, GATHER)
      const { stdout } = await kata('run', '03')
      expect(tooWide(stdout)).toEqual([])
    },
  )

  test('says a diagnosis once, where there is no timeline to show', async () => {
    put('test/verdicts/02-one-after-another/wrong/nothing-requested.ts', FETCH_POSTS)
    const { stdout } = await kata('run', '02')
    expect(words(stdout).match(/nothing was requested/g)).toHaveLength(1)
  })
})

describe('kata run, on a kata that cannot be loaded', () => {
  test('names the file and the place of a syntax error', async () => {
    edit(FETCH_POSTS, 'export async function fetchPosts( {')
    const { code, stdout } = await kata('run', '02')
    expect(code).toBe(1)
    expect(stdout).toContain('FAILED  katas/02-one-after-another could not be tested')
    expect(stdout).toContain(`${FETCH_POSTS}:1`)
    expect(stdout).toContain(`\nEdit   ${FETCH_POSTS}\n`)
  })

  test('shows a syntax error without escape codes', async () => {
    edit(FETCH_POSTS, 'export async function fetchPosts( {')
    const { stdout } = await kata('run', '02')
    expect(escapes(stdout)).toEqual([])
  })

  test('names the file and the line of an error that is thrown at import', async () => {
    edit(FETCH_POSTS, '', "throw new Error('thrown at import')")
    const { code, stdout } = await kata('run', '02')
    expect(code).toBe(1)
    expect(stdout).toContain('FAILED  katas/02-one-after-another could not be tested')
    expect(stdout).toContain('\nthrown at import\n')
    expect(stdout).toContain(`\nAt     ${FETCH_POSTS}:2\n`)
  })

  test('names the file that is missing, and still the one to edit', async () => {
    rmSync(path.join(copy, FETCH_POSTS))
    const { code, stdout } = await kata('run', '02')
    expect(code).toBe(1)
    expect(stdout).toContain('FAILED  katas/02-one-after-another could not be tested')
    expect(stdout).toContain('fetch-posts.ts')
    expect(stdout).toContain(`\nEdit   ${FETCH_POSTS}\n`)
  })

  test('keeps it open in the list, and the other katas are counted as ever', async () => {
    edit(FETCH_POSTS, 'export async function fetchPosts( {')
    solve(KATAS[1])
    const { code, stdout } = await kata('list')
    expect(code).toBe(0)
    expect(stdout).toMatch(/next {2}02 /)
    expect(stdout).toMatch(/done {2}03 {2}Gather +(\d+) of \1 tests/)
  })
})

describe("what the student's code prints", () => {
  test('stands with the test that fails, and only what was printed during that test', async () => {
    edit(
      FETCH_POSTS,
      'export async function fetchPosts(urls: readonly string[]): Promise<string[]> {',
      "  console.log('to fetch:', urls.length)",
      '  return []',
      '}',
    )
    const { stdout } = await kata('run', '02')
    expect(stdout).toMatch(/FAILED[\s\S]*\nYour code printed:\n {2}to fetch: 19\n\nAt /)
    expect(stdout.match(/to fetch/g)).toHaveLength(1)
  })

  test('is cut after twenty lines, and the rest is counted', async () => {
    edit(
      FETCH_POSTS,
      'export async function fetchPosts(): Promise<string[]> {',
      "  for (let line = 1; line <= 25; line++) console.log('line', line)",
      '  return []',
      '}',
    )
    const { stdout } = await kata('run', '02')
    expect(stdout).toContain('\n  line 20\n  … and 5 more lines\n')
    expect(stdout).not.toContain('line 21')
  })

  test('stands with the test that fails when it is written to process.stdout, too', async () => {
    edit(
      FETCH_POSTS,
      'export async function fetchPosts(): Promise<string[]> {',
      "  process.stdout.write('written directly\\n')",
      '  return []',
      '}',
    )
    const { stdout } = await kata('run', '02')
    expect(stdout).toMatch(/^02 One after another: /)
    expect(stdout.match(/written directly/g)?.length ?? 0).toBeLessThanOrEqual(1)
  })

  test('is not shown where all tests pass', async () => {
    solve(KATAS[0])
    edit(FETCH_POSTS, "console.log('at import')", read(FETCH_POSTS))
    const { code, stdout } = await kata('run', '02')
    expect(code).toBe(0)
    expect(stdout).not.toContain('at import')
  })
})

describe("process.exit(0) in the student's code", () => {
  test('does not make the command pass when a function calls it', async () => {
    edit(FETCH_POSTS, 'export async function fetchPosts() {', '  process.exit(0)', '}')
    const { code, stdout } = await kata('run', '02')
    expect(code).toBe(1)
    expect(stdout).toContain('FAILED  takes as long as')
    expect(stdout).toContain('process.exit')
    expect(stdout).toContain(`\nAt     ${FETCH_POSTS}:2\n`)
  })

  test('does not make the command pass when it is called at import', async () => {
    edit(FETCH_POSTS, 'process.exit(0)', read(FETCH_POSTS))
    const { code, stdout } = await kata('run', '02')
    expect(code).toBe(1)
    expect(stdout).toContain('FAILED  katas/02-one-after-another could not be tested')
  })
})

test('a kata that ends its process by a signal is shown as failed, not as solved', async () => {
  edit(
    FETCH_POSTS,
    'export async function fetchPosts() {',
    "  process.kill(process.pid, 'SIGKILL')",
    '}',
  )
  const { code, stdout } = await kata('run', '02')
  expect(code).toBe(1)
  expect(stdout).toContain('FAILED')
  expect(stdout).not.toContain('Compare yours')
})

describe('kata hint', () => {
  test('gives one stage after another, and the last one again, and counts them', async () => {
    const stages = headings('katas/03-gather/HINTS.md')
    const given: string[] = []
    const counted: unknown[] = []
    for (let call = 0; call < stages.length + 2; call++) {
      given.push((await kata('hint', '03')).stdout)
      counted.push(JSON.parse(read(HINTS)))
    }
    const last = stages.length
    expect(given.map(text => text.split('\n')[0])).toEqual(
      [...stages.keys(), last - 1, last - 1].map(
        stage => `03 Gather: hint ${stage + 1} of ${last}`,
      ),
    )
    expect(given.map(text => text.split('\n')[2])).toEqual([
      ...stages,
      stages[last - 1],
      stages[last - 1],
    ])
    expect(counted.map(count => (count as Record<string, number>)['03-gather'])).toEqual([
      ...stages.map((_, stage) => stage + 1),
      last,
      last,
    ])
    expect(given[0]).toContain('Another one: npx kata hint 03')
    expect(given[last - 1]).toContain('That was the last one.')
    expect(readdirSync(path.join(copy, '.kata'))).toEqual(['hints.json'])
  })

  test('gives those of the first kata that does not pass where none is named', async () => {
    solve(KATAS[0])
    const { code, stdout } = await kata('hint')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^03 Gather: hint 1 of /)
  })

  test('counts each kata for itself', async () => {
    edit(HINTS, JSON.stringify({ '03-gather': 2 }))
    const { stdout } = await kata('hint', '02')
    expect(stdout).toMatch(/^02 One after another: hint 1 of /)
    expect(JSON.parse(read(HINTS))).toEqual({ '02-one-after-another': 1, '03-gather': 2 })
  })

  test.each(['', '{"03-gather":', 'null', '{"03-gather":"many"}', '{"03-gather":-3}'])(
    'begins again where hints.json was damaged: %j',
    async damaged => {
      edit(HINTS, damaged)
      const { code, stdout, stderr } = await kata('hint', '03')
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(/^03 Gather: hint 1 of /)
      expect(JSON.parse(read(HINTS))).toEqual({ '03-gather': 1 })
    },
  )

  test('does not come to an end of its stages where the count is too high', async () => {
    edit(HINTS, '{"03-gather":1000}')
    const { stdout } = await kata('hint', '03')
    expect(stdout).toMatch(/^03 Gather: hint (\d+) of \1\n/)
  })

  test('is no wider than 80 columns', async () => {
    const { stdout } = await kata('hint', '03')
    expect(tooWide(stdout)).toEqual([])
  })
})

describe.concurrent('kata help', () => {
  test.each(['help', '--help', '-h'])('lists the commands: kata %s', async word => {
    const { code, stdout, stderr } = await kata(word)
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^Usage: npx kata \[command\]\n/)
    expect(stdout).toMatch(/^ {2}list /m)
    expect(stdout).toMatch(/^ {2}run \[NN\] /m)
    expect(stdout).toMatch(/^ {2}hint \[NN\] /m)
  })

  test('is what --help gives after another command, too, and runs nothing', async () => {
    const { code, stdout } = await kata('run', '02', '--help')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Usage: /)
    expect(stdout).not.toContain('FAILED')
  })

  test('is no wider than 80 columns', async () => {
    const { stdout } = await kata('help')
    expect(tooWide(stdout)).toEqual([])
  })
})

describe.concurrent('a wrong call', () => {
  test.each([
    ['an unknown command', ['walk'], "'walk'"],
    ['an unknown command with a number', ['walk', '03'], "no command 'walk'"],
    ['an unknown kata', ['run', '99'], "'99'"],
    ['an unknown kata to hint at', ['hint', 'gather-all'], "'gather-all'"],
    ['an unknown option', ['run', '--fast'], "'--fast'"],
    ['an option with a value that it does not take', ['--help=run'], '--help'],
    ['too many words', ['run', '02', '03'], "'03'"],
    ['a number for a command that takes none', ['list', '3'], "'kata list' takes no number"],
    ['an empty word', [''], "''"],
  ])('gets one sentence on stderr and exit code 2: %s', async (_what, argv, named) => {
    const before = contents()
    const { code, stdout, stderr } = await kata(...argv)
    expect(stderr).toMatch(ONE_SENTENCE)
    expect(stderr).toContain(named)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(contents()).toEqual(before)
  })
})

describe('with NO_COLOR', () => {
  test('no output has an escape code', async () => {
    solve(KATAS[0])
    put('test/verdicts/03-gather/wrong/order-of-completion.ts', GATHER)
    const calls = [[], ['hint', '03'], ['help'], ['run', '99']]
    const outputs = await Promise.all(calls.map(argv => kata(...argv)))
    expect(outputs.flatMap(({ stdout, stderr }) => escapes(stdout + stderr))).toEqual([])
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
      const { code, stdout, stderr } = await run(file, ['test/cli/kata.js', 'list'])
      expect(stderr).toMatch(ONE_SENTENCE)
      expect(stderr).toContain(`Node 24 or newer and this is Node ${version.trim()}:`)
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    },
  )

  test('is told in one sentence what to do', async () => {
    const { code, stdout, stderr } = await asNode('20.20.2', 'test/cli/require-node.js')
    expect(stderr).toMatch(ONE_SENTENCE)
    expect(stderr).toContain('Node 24 or newer and this is Node 20.20.2:')
    expect(stderr).toContain('`npm install`')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })

  test('is told before anything else of the command is loaded', async () => {
    const { code, stdout, stderr } = await asNode('20.20.2', 'test/cli/kata.js', 'help')
    expect(stderr).toMatch(ONE_SENTENCE)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })

  test('is no longer one from Node 24 on', async () => {
    expect(await asNode('24.0.0', 'test/cli/require-node.js')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
  })
})

test('the package offers the command as kata', () => {
  const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> }
  expect(bin.kata).toBe('test/cli/kata.js')
  expect(read('test/cli/kata.js')).toMatch(/^#!\/usr\/bin\/env node\n/)
})

// ---- the command ---------------------------------------------------------------------------------

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function kata(...argv: string[]): Promise<Ended> {
  return kataIn('.', ...argv)
}

/** Runs the command as it is called in a folder of the project. */
function kataIn(folder: string, ...argv: string[]): Promise<Ended> {
  return run(process.execPath, [path.join(copy, 'test/cli/kata.js'), ...argv], folder)
}

/** Runs a file in this Node, which says of itself that it is another version. */
function asNode(version: string, file: string, ...argv: string[]): Promise<Ended> {
  const versions = `{ ...process.versions, node: '${version}' }`
  const pretend = `Object.defineProperty(process, 'versions', { value: ${versions} })`
  const url = `data:text/javascript,${encodeURIComponent(pretend)}`
  return run(process.execPath, ['--import', url, file, ...argv])
}

/** A child without a terminal, and with nothing of this process's environment that could sway it. */
function run(program: string, argv: string[], folder = '.'): Promise<Ended> {
  const { PATH, HOME, USERPROFILE, SystemRoot, TEMP, TMP, TMPDIR } = process.env
  const env = { PATH, HOME, USERPROFILE, SystemRoot, TEMP, TMP, TMPDIR, NO_COLOR: '1' }
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, {
      cwd: path.join(copy, folder),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
      })
    }
    child.on('error', reject)
    child.on('close', code => resolve({ code, ...output }))
  })
}

// ---- the copy ------------------------------------------------------------------------------------

/** All katas as on the first day, and no hint given. */
function untouched(): void {
  for (const name of KATAS) put(`test/verdicts/${name}/skeleton`, `katas/${name}`)
  rmSync(path.join(copy, '.kata'), { recursive: true, force: true })
}

function solve(name: string): void {
  put(`solutions/${name}`, `katas/${name}`, file => !file.endsWith('.md'))
}

/** Copies a file or a folder of the project into the copy. */
function put(from: string, to: string, filter = (_file: string) => true): void {
  cpSync(path.join(ROOT, from), path.join(copy, to), { recursive: true, filter })
}

function edit(file: string, ...lines: string[]): void {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true })
  writeFileSync(path.join(copy, file), lines.join('\n'))
}

function read(file: string): string {
  return readFileSync(path.join(copy, file), 'utf8')
}

/** Every file of the copy with its content. */
function contents(): Map<string, string> {
  const files = readdirSync(copy, { recursive: true, encoding: 'utf8' })
    .filter(file => !file.startsWith('node_modules'))
    .filter(file => statSync(path.join(copy, file)).isFile())
  return new Map(files.map(file => [file, read(file)]))
}

function lineOf(file: string, code: string): number {
  return (
    read(file)
      .split('\n')
      .findIndex(line => line.includes(code)) + 1
  )
}

function headings(file: string): string[] {
  return [...read(file).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading as string)
}

// ---- what is said --------------------------------------------------------------------------------

/** One line that ends in a full stop and has no other at the end of a word. */
const ONE_SENTENCE = /^(?!.*\. ).+\.\n$/

/** Text as one line: where it is broken into lines does not matter. */
function words(text: string): string {
  return text.replace(/\s+/g, ' ')
}

function tooWide(text: string): string[] {
  return text.split('\n').filter(line => [...line].length > 80)
}

/** The lines that have an escape code in them. */
function escapes(text: string): string[] {
  return text.split('\n').filter(line => line.includes('\u001b'))
}
