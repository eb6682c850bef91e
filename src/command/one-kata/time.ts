import { spawn } from 'node:child_process'
import path from 'node:path'
import { type Kata, ROOT } from '../../course/katas.ts'

/** What a program writes, as it comes. */
type Write = (text: string) => void

/**
 * Runs a kata's demonstrations on the real clock, with the student's code or with the solution's. In a
 * process of its own: whatever the code does to its process, it does not do it to the command.
 *
 * @param write takes what it prints; without it, that goes where the command's own output goes
 * @returns the exit code: 0 where the code ran to its end
 */
export async function time(
  kata: Kata,
  { solution }: { solution: boolean },
  write?: Write,
): Promise<number> {
  const program = path.join(import.meta.dirname, 'time-in-process.ts')
  const args = [program, kata.name, solution ? 'solutions' : 'katas']
  const output = write ? 'pipe' : 'inherit'
  const child = spawn(process.execPath, args, { stdio: ['ignore', output, output], cwd: ROOT })
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', write as Write)
  return new Promise(resolve => {
    child.once('close', code => resolve(code ?? 1))
  })
}
