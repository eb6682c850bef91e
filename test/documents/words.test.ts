import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../../src/course/katas.ts'
import { sentencesIn } from './sentences.ts'

// What the program says to people stands in folders named `words`, and nowhere else: there it can be read as a whole,
// and put into another language.

const FOLDERS = ['src/lab', 'src/course', 'src/grader', 'src/command']

interface Allowed {
  /** A file, or a folder and all that is in it. */
  readonly place: string
  /** How the texts begin; nothing: any. */
  readonly texts?: readonly string[]
  readonly reason: string
}

const ALLOWED: readonly Allowed[] = [
  {
    place: 'src/lab/servers/databases/mysql/',
    reason: 'What a MySQL server says, word for word: clients know its texts.',
  },
  {
    place: 'src/lab/servers/databases/postgres/',
    reason: 'What a Postgres server says, word for word, and the names of SQL commands.',
  },
  {
    place: 'src/lab/servers/databases/redis/',
    reason: 'What a Redis server says, word for word, and the names of its commands.',
  },
  {
    place: 'src/lab/servers/fake-server.ts',
    texts: ['socket hang up'],
    reason: "Node's error of a connection that is reset.",
  },
  {
    place: 'src/lab/node/promised-timers.ts',
    texts: ['The operation was aborted'],
    reason: "Node's AbortError.",
  },
  {
    place: 'src/lab/node/timers.ts',
    texts: ['The operation was aborted due to timeout'],
    reason: "Node's TimeoutError.",
  },
  {
    place: 'src/lab/threads/thread-machine.ts',
    texts: ["Cannot find module '", 'This error originated', 'rejecting a promise'],
    reason: "Node's errors of a thread whose file is missing, and of a rejection that is no error.",
  },
  {
    place: 'src/lab/threads/',
    texts: ['message to thread ', 'message from thread '],
    reason: 'Labels in the trace: data, that tests and pictures look for.',
  },
  {
    place: 'src/lab/report/svg/style.ts',
    reason: 'A style sheet.',
  },
  {
    place: 'src/command/require-node.js',
    reason: 'It runs before anything else, on whichever Node there is.',
  },
  {
    place: 'src/grader/examiner/sandbox.ts',
    texts: ['\nset -e'],
    reason: 'A program for the shell.',
  },
  {
    place: 'src/grader/lock.ts',
    texts: ['PRAGMA'],
    reason: 'SQL.',
  },
  {
    place: 'src/grader/inside/guards/before.ts',
    texts: ['before-runner.ts has to be loaded'],
    reason: 'What the grader asserts of itself.',
  },
  {
    place: 'src/grader/inside/guards/frozen.ts',
    texts: ["Cannot assign to read only property '"],
    reason: "The language's own error.",
  },
  {
    place: 'src/grader/',
    texts: ['npx kata '],
    reason: 'A command to type.',
  },
]

const files = FOLDERS.flatMap(folder => globSync(`${folder}/**/*.{ts,js}`, { cwd: ROOT }))
  .map(file => file.split(path.sep).join('/'))
  .filter(file => !file.includes('/words/'))
  .sort()

const isAllowed = ({ place, texts }: Allowed, file: string, text: string) =>
  (place.endsWith('/') ? file.startsWith(place) : file === place) &&
  (texts?.some(begin => text.startsWith(begin)) ?? true)

const found = files.flatMap(file => {
  const lang = file.endsWith('.js') ? 'js' : 'ts'
  const code = readFileSync(path.join(ROOT, file), 'utf8')
  return sentencesIn(code, lang).map(({ line, text }) => ({ file, line, text }))
})

test('a sentence for people stands in words/, not in the code', () => {
  const left = found
    .filter(({ file, text }) => !ALLOWED.some(allowed => isAllowed(allowed, file, text)))
    .map(({ file, line, text }) => `${file}:${line} says '${text}': move it into a file of words`)
  expect(left).toEqual([])
})

test('what is allowed to say something does so', () => {
  const idle = ALLOWED.filter(
    allowed => !found.some(({ file, text }) => isAllowed(allowed, file, text)),
  )
  expect(idle).toEqual([])
})

describe('a sentence is found', () => {
  test.each([
    ['a text', "throw new Error('The limit must be a number.')"],
    ['a part of a template', `const why = \`\${name} needs a whole number, 1 or more\``],
    ['a part of a sum', "const why = name + ' is not there'"],
    ['a property', "const FAULTS = { limit: 'must be a number' }"],
    ['a text across lines', "const why = 'of all ' +\n  'that there is'"],
    ['a tagged template', 'const why = dedent`That is all.`'],
  ])('as %s', (_, code) => {
    expect(sentencesIn(code)).toHaveLength(1)
  })

  test('with its line', () => {
    expect(sentencesIn("const a = 1\nconst b = 'that is all'")).toEqual([
      { line: 2, text: 'that is all' },
    ])
  })

  test.each([
    ['a name', "const outcome = 'unhandled rejection'"],
    ['a label with a value', `const label = \`connection to \${name}\``],
    ['what the lab asserts of itself', "invariant(holds, 'a span is closed once')"],
    ['a file that is imported', "import { a } from './one two three.ts'"],
    ['a pattern', 'const says = /that is all/'],
    ['a comment', '// That is all there is.'],
    ['a type', "type How = 'in one go' | 'bit by bit'"],
  ])('not as %s', (_, code) => {
    expect(sentencesIn(code)).toEqual([])
  })
})
