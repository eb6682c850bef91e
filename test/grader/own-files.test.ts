import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findKatas, type Kata } from '../../src/course/katas.ts'
import { MOST_OWN } from '../../src/grader/examiner/own-files.ts'
import { readSubmitted } from '../../src/grader/examiner/submitted-files.ts'
import { LARGEST_FILE } from '../../src/grader/inside/limits.ts'

// Files of a student's own beside a kata's: which of them are taken, as 09-cpu-on-threads has it.

const KATA = findKatas().find(({ number }) => number === '09') as Kata

let folder = ''

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'kata-')))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** The names of what is taken of a student's files, or why nothing is. */
function taken(name: string, files: Readonly<Record<string, string>>): string[] | string {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, name, KATA.name, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  const got = readSubmitted({ name, folder: path.join(folder, name) }, KATA)
  if ('invalid' in got) return got.invalid
  return [...got.files.keys()].filter(file => !KATA.skeleton.includes(file))
}

test('those that are loaded are taken, by whatever way, and no others', () => {
  const main = [
    "import a from './a.ts'",
    "export * from './lib/b'",
    'new Worker(new URL("./c.mts", import.meta.url))',
    'await import(`./d.js`)',
    "// import './in-a-comment.ts'",
    "/* import './in-a-comment.ts' */ const url = 'https://example.org' // './in-a-comment.ts'",
  ]
  expect(
    taken('all', {
      'parallel-map.ts': main.join('\n'),
      'a.ts': "import './e.json'",
      'lib/b.ts': "import '../a.ts'; import './index.ts'; import '../../10-to-thread/f.ts'",
      'lib/index.ts': 'export {}',
      'c.mts': 'export {}',
      'd.js': 'export {}',
      'e.json': '{}',
      '../10-to-thread/f.ts': 'export {}',
      'in-a-comment.ts': 'export {}',
      'never-named.ts': 'export {}',
    }),
  ).toEqual(['a.ts', 'lib/b.ts', 'c.mts', 'd.js', 'e.json', 'lib/index.ts'])
})

test('no test is taken, and nothing in the place of what the course has there', () => {
  expect(
    taken('in-place', {
      'parallel-map.ts':
        "import './parallel-map.test.ts'; import './jobs/echo.ts'; './own.test.ts'",
      'parallel-map.test.ts': '',
      'own.test.ts': '',
      'jobs/echo.ts': '// mine',
    }),
  ).toEqual([])
})

test('so many, and no more', () => {
  const names = Array.from({ length: MOST_OWN + 1 }, (_, index) => `own-${index}.ts`)
  const files = (some: readonly string[]) => ({
    ...Object.fromEntries(some.map(name => [name, 'export {}'])),
    'parallel-map.ts': some.map(name => `import './${name}'`).join('\n'),
  })
  expect(taken('many', files(names.slice(1)))).toEqual(names.slice(1))
  expect(taken('too-many', files(names))).toBe(
    'katas/09-cpu-on-threads has more than 20 files of its own that are imported: submit fewer.',
  )
})

test('one that can not be taken is told of by its name', () => {
  const main = { 'parallel-map.ts': "import './own.ts'" }
  const place = 'katas/09-cpu-on-threads/own.ts'
  expect(taken('large', { ...main, 'own.ts': ' '.repeat(LARGEST_FILE + 1) })).toBe(
    `${place} is larger than 256 KiB.`,
  )
  expect(taken('no-text', { ...main, 'own.ts': '\0' })).toBe(`${place} is not UTF-8 text.`)
})

test.skipIf(process.platform === 'win32')('no link is followed to one', () => {
  taken('linked', {
    'real/own.ts': '',
    'parallel-map.ts': "import './own.ts'; import './l/own.ts'",
  })
  const place = path.join(folder, 'linked', KATA.name)
  symlinkSync('real', path.join(place, 'l'))
  expect(taken('linked', {})).toEqual([])
  symlinkSync('real/own.ts', path.join(place, 'own.ts'))
  expect(taken('linked', {})).toBe(
    'katas/09-cpu-on-threads/own.ts is a link: submit the file itself.',
  )
})

test('a file that nothing ends in is read but once', () => {
  for (const text of ['/*', '\\"', '"./', "'", '`./a', '/*"', '"\\']) {
    const name = `endless-${Buffer.from(text).toString('hex')}`
    const long = text.repeat(Math.floor(LARGEST_FILE / text.length) - 20)
    expect(taken(name, { 'parallel-map.ts': `"${long}` })).toEqual([])
    expect(taken(name, { 'parallel-map.ts': `\n${long}` })).toEqual([])
  }
})
