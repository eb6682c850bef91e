import { existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  contents,
  edit,
  escapes,
  FETCH_POSTS,
  GATHER,
  KATAS,
  kata,
  ONE_SENTENCE,
  pathOf,
  put,
  read,
  run,
  solve,
  tooWide,
  useCopy,
  words,
} from './copy.ts'

// kata reset and kata solution: what the student can get, and that nothing of theirs is lost.

useCopy()

const SKELETON = 'test/verdicts/03-gather/skeleton'

beforeAll(() => put(SKELETON, SKELETON))

function namesIn(folder: string): string[] {
  return existsSync(pathOf(folder)) ? readdirSync(pathOf(folder)).sort() : []
}

describe('kata reset', () => {
  const saved = () => namesIn('.kata/saved')

  beforeEach(() => {
    for (const name of namesIn('katas/03-gather')) {
      if (/^mine/.test(name)) rmSync(pathOf(`katas/03-gather/${name}`), { recursive: true })
    }
  })

  test('gives the skeleton back, keeps what was written, and says where and how to get it', async () => {
    edit(GATHER, 'what I wrote')
    const { code, stdout, stderr } = await kata('reset', '3')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(read(GATHER)).toBe(read(`${SKELETON}/gather.ts`))
    const [folder, ...more] = saved()
    expect(more).toEqual([])
    expect(folder).toMatch(/^03-gather-\d{4}-\d\d-\d\d-\d{6}$/)
    expect(read(`.kata/saved/${folder}/gather.ts`)).toBe('what I wrote')
    expect(stdout).toMatch(/^03 Gather: gather\.ts has been reset\.\n/)
    expect(stdout).toContain(`\n  .kata/saved/${folder}\n`)
    expect(words(stdout)).toContain('copy the file from there to katas/03-gather.')
    expect(tooWide(stdout)).toEqual([])
    expect(escapes(stdout)).toEqual([])
  })

  test('touches no other file', async () => {
    edit('katas/03-gather/mine.ts', 'a file of my own')
    edit(FETCH_POSTS, 'another kata')
    edit(GATHER, 'what I wrote')
    const before = contents()
    await kata('reset', '03')
    const after = contents()
    const changed = [...after.keys()].filter(file => before.get(file) !== after.get(file))
    expect(changed.map(file => file.replaceAll('\\', '/')).sort()).toEqual([
      `.kata/saved/${saved()[0]}/gather.ts`,
      GATHER,
    ])
    expect([...before.keys()].filter(file => !after.has(file))).toEqual([])
  })

  test('never overwrites what an earlier one has kept', async () => {
    for (const text of ['first', 'second', 'third']) {
      edit(GATHER, text)
      await kata('reset', '03')
    }
    const kept = saved().map(folder => read(`.kata/saved/${folder}/gather.ts`))
    expect(kept.sort()).toEqual(['first', 'second', 'third'])
  })

  test('has a folder of its own, also where one of this second is there', async () => {
    edit(GATHER, 'what I wrote')
    const program = [
      "import { findKatas } from './src/course/katas.ts'",
      "import { reset } from './src/command/one-kata/reset.ts'",
      "import { writeFileSync } from 'node:fs'",
      'const RealDate = Date, now = new Date(2026, 10, 23, 6, 45, 2).getTime()',
      'globalThis.Date = class extends RealDate { constructor() { super(now) } }',
      "const gather = findKatas().find(({ number }) => number === '03')",
      'for (const text of ["one", "two"]) {',
      `  writeFileSync('${GATHER}', text)`,
      '  reset(gather)',
      '}',
    ]
    await run(process.execPath, ['--input-type=module', '-e', program.join('\n')])
    expect(saved()).toEqual(['03-gather-2026-11-23-064502', '03-gather-2026-11-23-064502-2'])
    expect(read('.kata/saved/03-gather-2026-11-23-064502/gather.ts')).toBe('one')
    expect(read('.kata/saved/03-gather-2026-11-23-064502-2/gather.ts')).toBe('two')
  })

  test('restores a file that was deleted, and keeps nothing where nothing was', async () => {
    rmSync(pathOf(GATHER))
    const { code, stdout } = await kata('reset', '03')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '03 Gather: gather.ts has been reset.\n\n',
    })
    expect(read(GATHER)).toBe(read(`${SKELETON}/gather.ts`))
    expect(saved()).toEqual([])
  })

  test('keeps a folder, too, that lies where the file should be', async () => {
    rmSync(pathOf(GATHER))
    edit(`${GATHER}/inside.ts`, 'in the wrong place')
    await kata('reset', '03')
    expect(read(GATHER)).toBe(read(`${SKELETON}/gather.ts`))
    expect(read(`.kata/saved/${saved()[0]}/gather.ts/inside.ts`)).toBe('in the wrong place')
  })

  test.skipIf(process.platform === 'win32')(
    'leaves the file alone that a link leads to',
    async () => {
      rmSync(pathOf(GATHER))
      edit('katas/03-gather/mine.ts', 'elsewhere')
      symlinkSync('mine.ts', pathOf(GATHER))
      await kata('reset', '03')
      expect(read(GATHER)).toBe(read(`${SKELETON}/gather.ts`))
      expect(read('katas/03-gather/mine.ts')).toBe('elsewhere')
    },
  )

  test.each([
    ['', (text: string) => text],
    [', but for its line ends', (text: string) => text.replaceAll('\n', '\r\n')],
  ])('says that there is nothing to do where the kata is untouched%s', async (_how, change) => {
    writeFileSync(pathOf(GATHER), change(read(`${SKELETON}/gather.ts`)))
    const before = contents()
    const { code, stdout } = await kata('reset', '03')
    expect(code).toBe(0)
    expect(words(stdout)).toContain('nothing to reset.')
    expect(tooWide(stdout)).toEqual([])
    expect(contents()).toEqual(before)
  })

  test('leaves all as it is where nothing can be kept', async () => {
    edit(GATHER, 'what I wrote')
    edit('.kata/saved', 'a file where a folder should be')
    const before = contents()
    const { code, stdout, stderr } = await kata('reset', '03')
    expect(`${words(stderr.trim())}\n`).toMatch(ONE_SENTENCE)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(contents()).toEqual(before)
  })
})

describe('kata solution', () => {
  test('is one sentence and exit code 1 while a test fails', async () => {
    const { code, stdout, stderr } = await kata('solution', '03')
    expect(`${words(stderr.trim())}\n`).toMatch(ONE_SENTENCE)
    expect(words(stderr)).toMatch(/^Kata 03 passes \d of \d+ tests: .*--spoil\./)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })

  test('is a unified diff with --spoil, that makes the solution of what is there', async () => {
    const { code, stdout, stderr } = await kata('solution', '03', '--spoil')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^03 Gather: from your code to the solution\n/)
    expect(stdout).toContain(`\n--- ${GATHER}\n+++ solutions/03-gather/gather.ts\n@@ -`)
    expect(stdout).toContain('\nWhy it is right: solutions/03-gather/README.md\n')
    expect(escapes(stdout)).toEqual([])
    expect(patched(read(GATHER), stdout)).toBe(read('solutions/03-gather/gather.ts'))
  })

  test('is shown when the tests pass', async () => {
    solve(KATAS[1])
    edit(GATHER, '// mine', read(GATHER))
    const { code, stdout } = await kata('solution', '03')
    expect(code).toBe(0)
    expect(stdout).toContain('\n@@ -1,4 +1,3 @@\n-// mine\n ')
    expect(patched(read(GATHER), stdout)).toBe(read('solutions/03-gather/gather.ts'))
  })

  test.each([
    ['from nothing', []],
    ['to the end', ['// one', '// two']],
    ['with Windows line ends', ['// one\r', '// two\r']],
  ])('takes any file, whole or in parts: %s', async (_what, lines) => {
    const [first = '', ...rest] = read('solutions/03-gather/gather.ts').split('\n')
    const mine = lines.length > 0 ? [first, ...lines, ...rest.slice(0, -3), ...lines] : []
    edit(GATHER, ...mine, '')
    const { stdout } = await kata('solution', '03', '--spoil')
    const before = read(GATHER).replaceAll('\r', '')
    expect(patched(before, stdout)).toBe(read('solutions/03-gather/gather.ts'))
  })

  test('shows a file that was deleted as a new one', async () => {
    rmSync(pathOf(GATHER))
    const { stdout } = await kata('solution', '03', '--spoil')
    const lines = read('solutions/03-gather/gather.ts').split('\n').length - 1
    expect(stdout).toContain(`\n@@ -0,0 +1,${lines} @@\n+`)
  })

  test('says so where the files are the same, and changes nothing', async () => {
    solve(KATAS[1])
    const before = contents()
    const { stdout } = await kata('solution', '03', '--spoil')
    expect(stdout).toMatch(/^03 Gather: your code is the same as the solution\n/)
    expect(stdout).not.toContain('@@')
    expect(contents()).toEqual(before)
  })
})

/** What a text becomes when a unified diff is applied to it: its lines must be there. */
function patched(text: string, diff: string): string {
  const source = text.split('\n')
  if (source.at(-1) === '') source.pop()
  const result: string[] = []
  let [at, lines, made] = [0, 0, 0]
  for (const line of diff.split('\n')) {
    const range = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/.exec(line)?.slice(1).map(Number)
    if (range) {
      const [from = 0, count = 0, to = 0, produced = 0] = range
      const start = count === 0 ? from : from - 1
      result.push(...source.slice(at, start))
      expect(result.length).toBe(produced === 0 ? to : to - 1)
      ;[at, lines, made] = [start, count, produced]
    } else if (lines > 0 || made > 0) {
      if (line[0] !== '+') {
        expect(line.slice(1)).toBe(source[at])
        at++
        lines--
      }
      if (line[0] !== '-') {
        result.push(line.slice(1))
        made--
      }
    }
  }
  return [...result, ...source.slice(at), ''].join('\n')
}

describe('a wrong call', () => {
  const calls: [string, string[], string][] = [
    ['reset without a kata', ['reset'], "'kata reset' needs a kata: specify one of 02, 03."],
    ['reset of an unknown kata', ['reset', '99'], "'99'"],
    ['reset of two katas', ['reset', '02', '03'], "Unexpected argument '03'"],
    [
      'solution without a kata',
      ['solution'],
      "'kata solution' needs a kata: specify one of 02, 03.",
    ],
    ['solution with an option of another command', ['solution', '02', '--deep'], '--deep'],
    ['its option for another command', ['run', '02', '--spoil'], "'kata run' doesn't take --spoil"],
  ]
  test.each(calls)(
    'gets one sentence on stderr and exit code 2: %s',
    async (_what, argv, named) => {
      const before = contents()
      const { code, stdout, stderr } = await kata(...argv)
      expect(`${words(stderr.trim())}\n`).toMatch(ONE_SENTENCE)
      expect(stderr).toContain(named)
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(contents()).toEqual(before)
    },
  )
})
