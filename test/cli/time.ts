import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Kata, ROOT } from './katas.ts'

/** What a kata's demonstration is called in its folder; not every kata has one. */
const DEMO = 'demo.ts'

export function hasDemonstration({ folder }: Kata): boolean {
  return existsSync(path.join(folder, DEMO))
}

/**
 * Runs a kata's demonstration on the real clock, with the student's code or with the solution's. In a
 * process of its own: whatever the code does to its process, it does not do it to the command.
 *
 * @returns the exit code: 0 where the code ran to its end
 */
export async function time(kata: Kata, { solution }: { solution: boolean }): Promise<number> {
  const [main = ''] = kata.skeleton.filter(file => file !== 'worker.ts')
  const folder = solution ? path.join(ROOT, 'solutions', kata.name) : kata.folder
  const args = [
    path.join(import.meta.dirname, 'time-in-process.ts'),
    `${kata.number} ${kata.title}${solution ? ', the solution' : ''}`,
    path.join(kata.folder, DEMO),
    path.join(folder, main),
  ]
  const child = spawn(process.execPath, args, { stdio: 'inherit', cwd: ROOT })
  return new Promise(resolve => {
    child.once('exit', code => resolve(code ?? 1))
  })
}
