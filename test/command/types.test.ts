import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { renameSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { mistakesIn, typeLines } from '../../src/command/screen/types.ts'
import type { TypeMistake, TypeMistakes } from '../../src/command/testing/types.ts'
import { ROOT } from '../../src/course/katas.ts'
import {
  edit,
  environment,
  FETCH_POSTS,
  GATHER,
  lineOf,
  pathOf,
  put,
  read,
  useCopy,
} from './copy.ts'

// What the type checker says of the student's files. What ends a test of it is always a check that was waited for.

useCopy()

let checker: Checker | undefined

afterEach(async () => {
  await checker?.close()
  checker = undefined
})

const PROGRAM = [
  "import { watchTypes } from './src/command/testing/types.ts'",
  'const tell = mistakes => console.log(JSON.stringify([...mistakes]))',
  'const types = watchTypes(tell, { poll: process.argv.includes("poll") })',
  'process.stdin.on("data", () => types.check())',
  'process.stdin.on("end", async () => { await types.close(); console.log("null") })',
].join('\n')

/** The type checker, in a process of its own as the command is. */
class Checker {
  readonly child: ChildProcessWithoutNullStreams
  /** What was said in each check; null at the end. */
  readonly #said: AsyncIterator<string>

  constructor(...options: string[]) {
    this.child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, '--', ...options], {
      cwd: pathOf('.'),
      env: environment(),
    })
    this.#said = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]()
  }

  async next(): Promise<TypeMistakes | null> {
    const { value = 'null', done } = await this.#said.next()
    const files = done ? null : JSON.parse(value)
    return files && new Map(files)
  }

  /** The next check with so many mistakes in a file. */
  async until(file: string, count: number): Promise<readonly TypeMistake[]> {
    for (;;) {
      const mistakes = await this.next()
      if (!mistakes) throw new Error('The checker has come to its end.')
      const own = mistakes.get(pathOf(file)) ?? []
      if (own.length === count) return own
    }
  }

  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exit = once(this.child, 'exit')
    this.child.stdin.end()
    await exit
  }
}

const WRONG = "export const wrong: { a: number } = { a: 'text' }"
const TYPE = {
  column: WRONG.indexOf("a: 'text'") + 1,
  code: 'TS2322',
  message: "Type 'string' is not assignable to type 'number'.",
}

function append(file: string, line: string): void {
  edit(file, read(file), line)
}

describe('the type checker', () => {
  test('has nothing to say of untouched skeletons', async () => {
    checker = new Checker()
    expect(await checker.next()).toEqual(new Map())
  })

  test('tells of a wrong type after a save, and no more after the next', async () => {
    checker = new Checker()
    await checker.next()

    append(GATHER, WRONG)
    const [mistake] = await checker.until(GATHER, 1)
    expect(mistake).toEqual({ line: lineOf(GATHER, WRONG), ...TYPE })
    put('test/verdicts/03-gather/skeleton', 'katas/03-gather')
    await checker.until(GATHER, 0)

    // A file that is put in the place of another, as editors do it.
    edit('katas/03-gather/draft.txt', read(GATHER), WRONG)
    renameSync(pathOf('katas/03-gather/draft.txt'), pathOf(GATHER))
    await checker.until(GATHER, 1)

    // Deleted, and there again.
    rmSync(pathOf(GATHER))
    await checker.until(GATHER, 0)
    edit(GATHER, WRONG, WRONG.replace('wrong', 'other'))
    await checker.until(GATHER, 2)
  })

  test('sees what is saved before it has checked anything', async () => {
    for (const ms of [0, 300, 600]) {
      put('test/verdicts/03-gather/skeleton', 'katas/03-gather')
      checker = new Checker()
      await sleep(ms)
      append(GATHER, WRONG)
      await checker.until(GATHER, 1)
      await checker.close()
    }
  })

  test('tells of a file that is no TypeScript, and why a type is wrong in lines of their own', async () => {
    checker = new Checker()
    await checker.next()
    edit(GATHER, 'export const gather = {')
    const [syntax] = await checker.until(GATHER, 1)
    expect(syntax).toMatchObject({ line: 1, code: 'TS1005', message: "'}' expected." })
    edit(GATHER, 'export const gather: (a: () => number) => void = (a: () => string) => {}')
    // A save may be checked twice: then the mistake of the one before is told once more.
    let [wrong] = await checker.until(GATHER, 1)
    while (wrong?.code === syntax?.code) [wrong] = await checker.until(GATHER, 1)
    expect(wrong?.message.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^ {2}\S/),
      expect.stringMatching(/^ {4}\S/),
    ])
  })

  test('does not tell of what is no file that a student edits', async () => {
    append('katas/03-gather/demo.ts', WRONG)
    append('katas/03-gather/gather.test.ts', WRONG)
    edit('katas/03-gather/mine.ts', WRONG)
    edit('katas/03-gather/gather.ts', WRONG)
    append(FETCH_POSTS, WRONG)
    checker = new Checker()
    const mistakes = await checker.next()
    expect([...(mistakes?.keys() ?? [])]).toEqual([pathOf(FETCH_POSTS), pathOf(GATHER)])
  })

  test('checks when it is asked, where the system does not tell of saves', async () => {
    checker = new Checker('poll')
    expect(await checker.next()).toEqual(new Map())
    append(GATHER, WRONG)
    checker.child.stdin.write('check\n')
    await checker.until(GATHER, 1)
    put('test/verdicts/03-gather/skeleton', 'katas/03-gather')
    checker.child.stdin.write('check\n')
    expect(await checker.next()).toEqual(new Map())
  })

  test.each(['watch', 'poll'])('says nothing where it is not installed: %s', async how => {
    rmSync(pathOf('node_modules'))
    try {
      checker = new Checker(how)
      checker.child.stdin.end()
      expect(await checker.next()).toBe(null)
    } finally {
      symlinkSync(path.join(ROOT, 'node_modules'), pathOf('node_modules'), 'junction')
    }
  })
})

// Where processes can be listed: Windows ends a child with its parent by itself.
describe.skipIf(process.platform === 'win32')('the checker ends', () => {
  test.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'with its parent by %s',
    async signal => {
      checker = new Checker()
      await checker.next()
      const started = below(checker.child.pid)
      expect(started.length).toBeGreaterThan(0)
      checker.child.kill(signal)
      await gone(started)
    },
  )

  test('where it is closed, before its first check as well', async () => {
    checker = new Checker()
    const exit = once(checker.child, 'exit')
    checker.child.stdin.end()
    // What was checked before that may have been told.
    while (await checker.next());
    await exit
    expect(checker.child.exitCode).toBe(0)
  })
})

/** The processes that a process has started, and those that they have. */
function below(pid: number | undefined): number[] {
  const all = processes()
  const children = all.filter(each => each.parent === pid).map(each => each.pid)
  return children.flatMap(child => [child, ...below(child)])
}

async function gone(pids: readonly number[]): Promise<void> {
  while (processes().some(({ pid }) => pids.includes(pid))) await sleep(20)
}

/** Those that have not ended. */
function processes(): { pid: number; parent: number }[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([, , state = 'Z']) => !state.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }))
}

describe('the lines about types', () => {
  const at = (line: number, message: string) => ({ line, column: 5, code: 'TS2339', message })
  const LONG =
    "Argument of type '(task: () => Promise<string>) => Promise<string>' is not assignable to parameter of type 'string'."
  const fileOf = (name: string) => pathOf(`katas/03-gather/${name}`)
  const inOne = (...mistakes: TypeMistake[]) => new Map([[fileOf('gather.ts'), mistakes]])

  test('are none where there are no mistakes', () => {
    expect(typeLines(new Map(), 80, 10)).toEqual([])
  })

  test('have a head, and each mistake with its place and its code', () => {
    const mistake = at(12, "Property 'x' does not exist on type 'number'.")
    expect(typeLines(inOne(mistake), 80, 10)).toEqual([
      'Types: 1 mistake in gather.ts',
      "  12:5  Property 'x' does not exist on type 'number'. (TS2339)",
    ])
  })

  test('name the file of each where there are several', () => {
    const mistakes = new Map(
      ['to-thread.ts', 'worker.ts'].map(name => [fileOf(name), [at(1, 'No.')]]),
    )
    expect(typeLines(mistakes, 80, 10)).toEqual([
      'Types: 2 mistakes',
      '  to-thread.ts:1:5  No. (TS2339)',
      '  worker.ts:1:5  No. (TS2339)',
    ])
  })

  test('are broken between words, also those that tell why', () => {
    const lines = typeLines(inOne(at(12, `${LONG}\n  ${LONG}\n    Why.`)), 80, 10)
    expect(lines).toEqual([
      'Types: 1 mistake in gather.ts',
      "  12:5  Argument of type '(task: () => Promise<string>) => Promise<string>' is",
      "        not assignable to parameter of type 'string'. (TS2339)",
      "          Argument of type '(task: () => Promise<string>) => Promise<string>' is",
      "          not assignable to parameter of type 'string'.",
      '            Why.',
    ])
  })

  test.each([40, 80, 120])('are no wider than %i columns, however long a word is', columns => {
    const lines = typeLines(inOne(at(12, 'x'.repeat(500)), at(1234, LONG)), columns, 100)
    expect(lines.filter(line => line.length > columns)).toEqual([])
    expect(lines.length).toBeGreaterThan(6)
  })

  test('leave out first why, and then whole mistakes', () => {
    const mistakes = inOne(at(1, 'One.\n  Why.\n    Why.'), at(2, 'Two.'), at(3, 'Three.'))
    expect(typeLines(mistakes, 80, 6)).toHaveLength(6)
    expect(typeLines(mistakes, 80, 5)).toEqual([
      'Types: 3 mistakes in gather.ts',
      '  1:5  One. (TS2339)',
      '  2:5  Two. (TS2339)',
      '  3:5  Three. (TS2339)',
    ])
    expect(typeLines(mistakes, 80, 3)).toEqual([
      'Types: 3 mistakes in gather.ts',
      '  1:5  One. (TS2339)',
      '  … and 2 more',
    ])
  })

  test.each([3, 4, 5, 8])('are at most %i, and show one mistake at least', most => {
    const lines = typeLines(inOne(at(1, LONG.repeat(4)), at(2, LONG), at(3, LONG)), 80, most)
    expect(lines).toHaveLength(most)
    expect(lines[1]).toMatch(/^ {2}1:5 {2}Argument/)
    expect(lines.at(-1)).toMatch(/^ {2}… and [12] more$/)
  })

  test('are those of one kata', () => {
    const mistakes = new Map([
      [fileOf('gather.ts'), [at(1, 'One.')]],
      [pathOf(FETCH_POSTS), [at(2, 'Two.')]],
    ])
    const own = mistakesIn({ folder: pathOf('katas/03-gather') }, mistakes)
    expect([...own.keys()]).toEqual([fileOf('gather.ts')])
  })
})
