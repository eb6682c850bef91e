import { spawn } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
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
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { ROOT } from '../../src/course/katas.ts'
import { lock } from '../../src/grader/lock.ts'

// The kata command as a user meets it: in a process of its own, in a copy of the project that has two
// katas. Whatever state the katas of this project are in, those of the copy are untouched at first.

export const KATAS = ['02-one-after-another', '03-gather'] as const
export const FETCH_POSTS = 'katas/02-one-after-another/fetch-posts.ts'
export const GATHER = 'katas/03-gather/gather.ts'
export const HINTS = '.kata/hints.json'

const PARTS = ['package.json', 'tsconfig.json', 'vitest.config.ts', 'src']

const COMPILED = path.join(ROOT, '.kata/cache/compiled')

let copy = ''

/** Gives the tests of a file a copy of their own, untouched before each of them. */
export function useCopy(): void {
  let own: ReturnType<typeof ownFolder> | undefined

  beforeAll(() => {
    own = ownFolder()
    copy = path.join(own.folder, 'copy')
    for (const part of PARTS) put(part, part)
    for (const name of KATAS) {
      put(`solutions/${name}`, `solutions/${name}`)
      put(`test/verdicts/${name}/goals.json`, `test/verdicts/${name}/goals.json`)
    }
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'junction')
  })

  beforeEach(untouched)

  afterAll(() => {
    if (!own) return
    rmSync(own.folder, { recursive: true, force: true })
    own.held[Symbol.dispose]()
    own = undefined
  })
}

/**
 * A folder that no other process has while it holds the lock. Its path is one of a few, since what Node and the
 * test runner compile is kept by path: in a folder with a new name, every child would compile everything.
 */
function ownFolder(): { folder: string; held: Disposable } {
  const { uid, username } = os.userInfo()
  const folders = path.join(realpathSync(os.tmpdir()), `kata-copy-${uid < 0 ? username : uid}`)
  for (let number = 0; ; number++) {
    const folder = `${folders}-${number}`
    const held = lock(`${folder}.lock`)
    if (!held) continue
    // A process that was killed has left it as it was.
    rmSync(folder, { recursive: true, force: true })
    return { folder, held }
  }
}

// ---- the command ---------------------------------------------------------------------------------

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export function kata(...argv: string[]): Promise<Ended> {
  return kataIn('.', ...argv)
}

/** Runs the command as it is called in a folder of the project. */
export function kataIn(folder: string, ...argv: string[]): Promise<Ended> {
  return run(process.execPath, [path.join(copy, 'src/command/kata.js'), ...argv], folder)
}

/** Nothing of this process's environment that could sway a child; and what one has compiled, others have. */
export function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, USERPROFILE, SystemRoot, TEMP, TMP, TMPDIR } = process.env
  const kept = { PATH, HOME, USERPROFILE, SystemRoot, TEMP, TMP, TMPDIR }
  return { ...kept, NO_COLOR: '1', NODE_COMPILE_CACHE: COMPILED, ...more }
}

/**
 * Runs a child without a terminal to its end.
 *
 * @param folder where it runs: in the copy, or an absolute path where the file that asks has no copy
 */
export function run(
  program: string,
  argv: string[],
  folder = '.',
  more: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, {
      cwd: path.resolve(copy, folder),
      env: environment(more),
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

/** All katas as on the first day, and no hint given: before each test, and for a hook to call. */
export function untouched(): void {
  for (const name of KATAS) {
    put(`katas/${name}`, `katas/${name}`)
    put(`test/verdicts/${name}/skeleton`, `katas/${name}`)
  }
  rmSync(path.join(copy, '.kata'), { recursive: true, force: true })
}

export function solve(name: string): void {
  put(`solutions/${name}`, `katas/${name}`, file => !file.endsWith('.md'))
}

/** Makes a kata pass in no time, whatever its code: for tests that only need one that is done. */
export function pass(name: string): void {
  for (const file of readdirSync(pathOf(`katas/${name}`))) {
    if (!file.endsWith('.test.ts')) continue
    edit(`katas/${name}/${file}`, "import { test } from 'vitest'", "test('passes', () => {})")
  }
}

/** Copies a file or a folder of the project into the copy. */
export function put(from: string, to: string, filter = (_file: string) => true): void {
  cpSync(path.join(ROOT, from), path.join(copy, to), { recursive: true, filter })
}

export function edit(file: string, ...lines: string[]): void {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true })
  writeFileSync(path.join(copy, file), lines.join('\n'))
}

/** A file of the copy, for what works with paths. */
export function pathOf(file: string): string {
  return path.join(copy, file)
}

export function read(file: string): string {
  return readFileSync(path.join(copy, file), 'utf8')
}

/** Every file of the copy with its content. */
export function contents(): Map<string, string> {
  const files = readdirSync(copy, { recursive: true, encoding: 'utf8' })
    .filter(file => !file.startsWith('node_modules'))
    .filter(file => statSync(path.join(copy, file)).isFile())
  return new Map(files.map(file => [file, read(file)]))
}

export function lineOf(file: string, code: string): number {
  return (
    read(file)
      .split('\n')
      .findIndex(line => line.includes(code)) + 1
  )
}

export function headings(file: string): string[] {
  return [...read(file).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading as string)
}

// ---- what is said --------------------------------------------------------------------------------

/** One line that ends in a full stop and has no other at the end of a word. */
export const ONE_SENTENCE = /^(?!.*\. ).+\.\n$/

/** Text as one line: where it is broken into lines does not matter. */
export function words(text: string): string {
  return text.replace(/\s+/g, ' ')
}

export function tooWide(text: string): string[] {
  return text.split('\n').filter(line => [...line].length > 80)
}

/** The lines that have an escape code in them. */
export function escapes(text: string): string[] {
  return text.split('\n').filter(line => line.includes('\u001b'))
}
