import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { beforeEach, describe, expect, test } from 'vitest'
import { chooseStart, STARTS } from '../../src/command/trying/begin.ts'
import {
  type Ended,
  edit,
  escapes,
  kata,
  ONE_SENTENCE,
  pathOf,
  put,
  read,
  tooWide,
  useCopy,
  words,
} from './copy.ts'

// npx kata try: anybody's program in the lab.

useCopy()

const FILE = 'mine.ts'

beforeEach(() => {
  for (const file of [FILE, 'other.ts']) rmSync(pathOf(file), { force: true })
})

/** Runs a program of some lines. */
function tried(...lines: string[]): Promise<Ended> {
  edit(FILE, ...lines)
  return kata('try', FILE)
}

describe('kata try, without a file and without a terminal', () => {
  test('begins with the first program, says where it is, and runs it', async () => {
    const { code, stdout, stderr } = await kata('try')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      /^Your program: .kata\/try\/try-1.ts\n.*: npx kata try .kata\/try\/try-1.ts\n/,
    )
    expect(stdout).toContain('.kata/try/try-1.ts: returned after 950 ms')
    expect(stdout).toContain("'Post number 19'")
    expect(stdout).toMatch(/^GET \/posts\/15 =+ 0-950$/m)
    expect(tooWide(stdout)).toEqual([])
    expect(escapes(stdout)).toEqual([])
  })

  test('never writes over a program', async () => {
    edit('.kata/try/try-1.ts', 'export default () => 1')
    await Promise.all([kata('try'), kata('try')])
    expect(readdirSync(pathOf('.kata/try')).sort()).toEqual(['try-1.ts', 'try-2.ts', 'try-3.ts'])
    expect(read('.kata/try/try-1.ts')).toBe('export default () => 1')
  })
})

describe('each program to begin with shows what it is about', () => {
  const shown: Record<string, string[]> = {
    together: ['returned after 950 ms', '0-950'],
    'three-at-a-time': ['returned after 1,710 ms', 'Post number 19'],
    race: ["'too late'", 'returned at 300 ms, and 1 request it had started went on until 800 ms'],
    heartbeat: ['[ 40, 80, 390, 430, 470 ]', '`get` blocked the loop for 290 ms', '1 of 5 late'],
    'lost-update': ['counted from 0 to 1 counted from 0 to 1', 'An update was lost'],
  }

  test.each(STARTS)('%s', async start => {
    put(`src/command/words/en/programs/${start}.ts`, FILE)
    const { code, stdout, stderr } = await kata('try', FILE)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const part of shown[start] as string[]) expect(words(stdout)).toContain(part)
    expect(tooWide(stdout)).toEqual([])
  })
})

describe('a program', () => {
  test('has what it printed in order, whichever stream it went to', async () => {
    const { stdout } = await tried(
      "console.log('first')",
      'export default async () => {',
      "  console.error('second')",
      "  console.table(['third'])",
      "  process.stdout.write('fourth\\n')",
      '}',
    )
    expect(stdout).toMatch(
      /Your code printed:\n {2}first\n {2}second\n[^f]*'third'[^f]* {2}fourth\n/,
    )
    expect(stdout).toMatch(/It returned:\n {2}undefined\n/)
  })

  test('has the options that it exports, and no others', async () => {
    const { stdout } = await tried(
      "export const options = { server: { 'https://a.example/': { delay: 70, body: [1] } } }",
      "export default async () => (await fetch('https://a.example/')).json()",
    )
    expect(stdout).toContain(`${FILE}: returned after 70 ms`)
    expect(stdout).toMatch(/It returned:\n {2}\[ 1 \]\n/)
  })

  test('may need no server at all', async () => {
    const { stdout } = await tried('export default () => 5')
    expect(stdout).toBe(`${FILE}: returned after 0 ms\n\nIt returned:\n  5\n\n`)
  })

  test('may lie outside of the project', async () => {
    const file = path.join(os.tmpdir(), `kata-try-${process.pid}.ts`)
    writeFileSync(
      file,
      "import { sleep } from '#lab/blocking'\nexport default async () => sleep(20)\n",
    )
    const { code, stdout, stderr } = await kata('try', file)
    rmSync(file)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('returned after 20 ms')
  })

  test('may take the real clock', async () => {
    const { code, stdout } = await tried(
      "export const options = { clock: 'real' }",
      'export default () => new Promise(resolve => setTimeout(resolve, 30))',
    )
    expect(code).toBe(0)
    expect(stdout).toMatch(/: returned after \d+ ms on the real clock\n/)
  })

  test('is told in words with --plain', async () => {
    put('src/command/words/en/programs/together.ts', FILE)
    const { stdout } = await kata('try', FILE, '--plain')
    expect(stdout).toMatch(/^GET \/posts\/15: 0 to 950 ms$/m)
    expect(stdout).not.toContain('====')
  })

  test.each([
    [
      'an error',
      ['export default async () => {', "  throw new TypeError('not so')", '}'],
      ['failed after 0 ms', 'It failed with TypeError: not so', `At ${FILE}:2`],
    ],
    [
      'an error that has a cause',
      ["export default () => Promise.reject(new Error('no', { cause: new Error('why') }))"],
      ['It failed with Error: no (Error: why)'],
    ],
    ['what is no error', ["export default () => Promise.reject('no')"], ["It failed with 'no'"]],
    [
      'an error in a callback',
      ["export default () => void setTimeout(() => { throw new Error('late') }, 30)"],
      ['failed after 30 ms', 'An uncaught error ended the program at 30 ms: Error: late.'],
    ],
    [
      'a promise that nobody settles',
      ['export default () => new Promise(() => {})'],
      ['Deadlock: Nothing can happen any more', `Still waiting: ${FILE}:1`],
    ],
    [
      'an address that is not there',
      ["export default () => fetch('https://nowhere.example/')"],
      ['UnknownAddress: There is no GET https://nowhere.example/ on the fake server.'],
    ],
  ])('that fails with %s tells so, with exit code 1', async (_what, lines, said) => {
    const { code, stdout, stderr } = await tried(...lines)
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    for (const part of said) expect(words(stdout)).toContain(part)
    expect(stdout).not.toContain('It returned:')
  })
})

describe('what can not be run gets one sentence on stderr, and exit code 1', () => {
  test.each([
    ['a syntax error', ['export default async () => {'], `${FILE} can't be loaded: SyntaxError: `],
    [
      'an error in a file that it imports',
      ["import './other.ts'", 'export default () => 1'],
      'nowhere is not defined (other.ts:2)',
    ],
    [
      'an import that is not there',
      ["import './nothing.ts'", 'export default () => 1'],
      "can't be loaded: Error: Cannot find module",
    ],
    [
      'no default export',
      ['export const work = async () => 1'],
      'has no default export that is a function',
    ],
    ['a default export that is no function', ['export default 5'], 'has no default export'],
    [
      'wrong options',
      ['export const options = { core: 2 }', 'export default () => 1'],
      "The options in mine.ts are wrong: There is no option 'core'.",
    ],
    [
      'a top level that waits forever',
      ['await new Promise(() => {})', 'export default () => 1'],
      'awaits something at its top level that never comes',
    ],
    [
      'a loop that never ends',
      ['export default async () => { for (;;); }'],
      'mine.ts was stopped: the event loop has not turned for a long time.',
    ],
    [
      'a process that it ends itself',
      ['export default async () => process.exit(3)'],
      'ended its own process with exit code 3',
    ],
  ])('%s', async (_what, lines, said) => {
    edit('other.ts', '', 'nowhere()')
    const { code, stdout, stderr } = await tried(...lines)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(words(stderr)).toContain(said)
    expect(tooWide(stderr)).toEqual([])
  })

  test('what it has printed until then is shown', async () => {
    const { code, stdout } = await tried("console.log('before')", 'for (;;);')
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'before\n' })
  })
})

test.each([
  ['a file that is not there', ['nothing.ts'], 'There is no file nothing.ts: to begin one,'],
  ['a folder', ['src'], 'src is not a program:'],
  ['another kind of file', ['package.json'], 'package.json is not a program:'],
  ['two files', ['a.ts', 'b.ts'], "Unexpected argument 'b.ts'"],
])('%s is refused in one sentence, with exit code 2', async (_what, argv, said) => {
  const { code, stdout, stderr } = await kata('try', ...argv)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(ONE_SENTENCE)
  expect(stderr).toContain(said)
})

describe('the choice of a program to begin with', () => {
  const choose = async (typed: string) => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    input.end(typed)
    const chosen = await chooseStart(input, output)
    output.end()
    return { chosen, said: await text(output) }
  }

  test('is a list with numbers, and Enter takes the first', async () => {
    const { chosen, said } = await choose('\n')
    expect(chosen).toBe(STARTS[0])
    expect(said.match(/^ {2}\d {2}\S/gm)).toHaveLength(5)
  })

  test('is asked for again where there is no such number', async () => {
    const { chosen, said } = await choose('9\nx\n3\n')
    expect(chosen).toBe('race')
    expect(said).toContain("'9' is not one of them: enter a number from 1 to 5.")
    expect(said).toContain("'x' is not one of them")
  })

  test('is nothing where the input ends', async () => {
    expect((await choose('')).chosen).toBeUndefined()
  })
})
