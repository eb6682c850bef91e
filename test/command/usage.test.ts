import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contents, kata, ONE_SENTENCE, pathOf, put, read, tooWide, useCopy, words } from './copy.ts'

// What npx kata says of how it is called: its help, and calls that it does not understand.

useCopy()

const COMMANDS = [
  'list',
  'run',
  'hint',
  'predict',
  'solution',
  'reset',
  'time',
  'try',
  'show',
  'trace',
  'card',
  'grade',
]

describe.concurrent('kata help', () => {
  test.each(['help', '--help', '-h'])(
    'lists the commands on one screen of 80 columns and 24 lines: kata %s',
    async word => {
      const { code, stdout, stderr } = await kata(word)
      expect(code).toBe(0)
      expect(stderr).toBe('')
      expect(stdout).toMatch(/^Usage: npx kata \[KATA\]\n/)
      const listed = [...stdout.matchAll(/^ {2}(\w+) .* {2}/gm)].map(([, command]) => command)
      expect(listed).toEqual([...COMMANDS, 'help'])
      expect(tooWide(stdout)).toEqual([])
      expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(24)
    },
  )

  test.each(COMMANDS)(
    'tells what one command takes, and runs nothing: kata %s --help',
    async name => {
      const [asked, other] = await Promise.all([kata('help', name), kata(name, '--help')])
      expect(asked).toEqual(other)
      expect({ code: asked.code, stderr: asked.stderr }).toEqual({ code: 0, stderr: '' })
      expect(asked.stdout).toMatch(new RegExp(`^Usage: npx kata ${name}\\b`))
      expect(asked.stdout).not.toContain('FAILED')
      expect(tooWide(asked.stdout)).toEqual([])
    },
  )

  test('has the options of that command alone, and an example', async () => {
    const { stdout } = await kata('run', '02', '--help')
    expect(stdout).toMatch(/^ {2}--finer {2}/m)
    expect(stdout).not.toContain('--spoil')
    expect(stdout).toContain('Example: npx kata run 03 --finer')
  })

  test('tells how to start where a kata is named', async () => {
    const { stdout } = await kata('03', '--help')
    expect(stdout).toMatch(/^Usage: npx kata \[KATA\]\n/)
    expect(stdout).toMatch(/^ {2}--poll {3}/m)
  })
})

test.each(['--version', '-v'])(
  'kata %s tells the versions of the project and of Node',
  async option => {
    const { version } = JSON.parse(read('package.json')) as { version: string }
    expect(await kata(option)).toEqual({
      code: 0,
      stdout: `Cooperativo ${version}, Node ${process.versions.node}\n`,
      stderr: '',
    })
  },
)

describe.concurrent('a wrong call', () => {
  test.each([
    ['an unknown command', ['walk'], "Unknown command 'walk': see npx kata help."],
    ['an unknown command with a number', ['walk', '03'], "Unknown command 'walk'"],
    ['a slip in a command', ['lits'], "'lits': did you mean 'list'? See npx kata help."],
    ['a slip in a command to be explained', ['help', 'grad'], "did you mean 'grade'?"],
    ['a slip in a kata to start at', ['gahter'], "'gahter': did you mean 'gather'?"],
    ['a slip in a kata', ['run', 'gahter'], "'gahter': did you mean 03 Gather? See npx kata list."],
    ['an unknown kata', ['run', '99'], "Unknown kata '99': choose one of 02, 03."],
    ['an unknown kata to start at', ['99'], "Unknown kata '99': choose one of 02, 03."],
    ['an unknown kata to hint at', ['hint', 'gathered-all'], "'gathered-all'"],
    ['an unknown option', ['run', '--fast'], "Unknown option '--fast'"],
    ["another command's option", ['list', '--finer'], "doesn't take --finer: see npx kata help"],
    [
      'an option with a value that it does not take',
      ['--help=run'],
      "'-h, --help' doesn't take a value",
    ],
    ['too many words', ['run', '02', '03'], "Unexpected argument '03': see npx kata help run."],
    ['too many words after a kata', ['02', '03'], "Unexpected argument '03': see npx kata help"],
    ['a number for a command that takes none', ['list', '3'], "'kata list' doesn't take a kata"],
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

test('a name that two katas begin with is told with both', async () => {
  put('solutions/07-gather-errors', 'solutions/07-gather-errors')
  put('katas/07-gather-errors', 'katas/07-gather-errors')
  const { code, stdout, stderr } = await kata('hint', 'gat')
  for (const folder of ['katas', 'solutions'])
    rmSync(pathOf(`${folder}/07-gather-errors`), { recursive: true })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(words(stderr)).toContain("'gat' could be 03 Gather or 07 When one fails: ")
})
