import { statSync } from 'node:fs'
import path from 'node:path'
import { PROGRAM } from '../trying/saves.ts'
import { words } from '../words/words.ts'
import { Misuse } from './command.ts'

/**
 * The absolute path of a program that somebody has named.
 *
 * @throws Misuse where there is none
 */
export function programAt(named: string): string {
  const file = path.resolve(named)
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats) throw new Misuse(words.trying.notThere(named))
  if (!stats.isFile() || !PROGRAM.test(file)) throw new Misuse(words.trying.notAProgram(named))
  return file
}
