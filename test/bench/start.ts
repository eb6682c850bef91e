import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ROOT } from '../../src/course/katas.ts'
import { ms, table } from './table.ts'

const ROUNDS = 7
const CTRL_C = '\x03'
const PARTS = ['package.json', 'tsconfig.json', 'vitest.config.ts', 'src', 'katas']

/** How long a student waits for the session's first screen, beside how long Node takes to start. */
export async function startFigures(): Promise<void> {
  if (!hasTerminals()) {
    console.log(
      'The first screen needs a terminal, and there is no `script` to make one: skipped.\n',
    )
    return
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kata-start-'))
  try {
    for (const part of [...PARTS, ...globSync('test/verdicts/*/goals.json', { cwd: ROOT })]) {
      mkdirSync(path.dirname(path.join(folder, part)), { recursive: true })
      cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true })
    }
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
    const kata = [process.execPath, 'src/command/kata.js']
    // What Node has compiled is there, as it is from the second time on.
    await firstOutput([...kata, '02'], folder)
    const bare = await median(() => firstOutput([process.execPath, '-p', '1'], folder))
    const without = await median(() => firstOutput([...kata, '02'], folder))
    execFileSync(process.execPath, ['src/command/kata.js', 'list'], { cwd: folder })
    const kept = await median(() => firstOutput([...kata, '02'], folder))
    const row = (what: string, took: number) => [what, ms(took), `${(took / bare).toFixed(1)} ×`]
    table(
      ['The first screen', 'real', 'Node alone'],
      [
        ['node -p 1', ms(bare), ''],
        row('without results', without),
        row('with results kept', kept),
      ],
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** From the start of a process to the first words that it writes to a terminal. */
async function firstOutput(words: readonly string[], cwd: string): Promise<number> {
  const line = words.map(word => `'${word}'`).join(' ')
  const start = performance.now()
  const child = spawn('script', ['-qfc', line, '/dev/null'], { cwd, stdio: 'pipe' })
  await hasWords(child)
  const took = performance.now() - start
  const ended = once(child, 'exit')
  child.stdin?.write(CTRL_C)
  await ended
  return took
}

/** Control characters are no words: a session begins with some. */
async function hasWords({ stdout }: ChildProcess): Promise<void> {
  for await (const chunk of stdout ?? []) if (/\w\w\w|^1/.test(String(chunk))) return
}

async function median(measure: () => Promise<number>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await measure())
  return times.toSorted((a, b) => a - b)[ROUNDS >> 1] as number
}

function hasTerminals(): boolean {
  try {
    execFileSync('script', ['-qfc', 'true', '/dev/null'])
    return true
  } catch {
    return false
  }
}
