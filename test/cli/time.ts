import { spawn } from 'node:child_process'
import path from 'node:path'
import { type Kata, ROOT } from './katas.ts'

/**
 * Runs a kata's demonstrations on the real clock, with the student's code or with the solution's. In a
 * process of its own: whatever the code does to its process, it does not do it to the command.
 *
 * @returns the exit code: 0 where the code ran to its end
 */
export async function time(kata: Kata, { solution }: { solution: boolean }): Promise<number> {
  const program = path.join(import.meta.dirname, 'time-in-process.ts')
  const args = [program, kata.name, solution ? 'solutions' : 'katas']
  const child = spawn(process.execPath, args, { stdio: 'inherit', cwd: ROOT })
  return new Promise(resolve => {
    child.once('exit', code => resolve(code ?? 1))
  })
}
