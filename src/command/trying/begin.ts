import { constants, copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { codeOf, KEPT, NotKept, shown } from '../../course/kept-files.ts'
import { askUntilUnderstood } from '../one-kata/ask.ts'
import { words } from '../words/words.ts'

/** A program to begin with: its file's name in the folder of such programs. */
export type Start = keyof typeof words.trying.starts

/** The programs to begin with, in the order in which they are offered. */
export const STARTS = Object.keys(words.trying.starts) as [Start, ...Start[]]

const OWN = path.join(KEPT, 'try')
const PROGRAMS = path.join(import.meta.dirname, '../words/en/programs')

/**
 * Asks which program to begin with.
 *
 * @returns the one that was chosen, with Enter the first; nothing where the input ends
 */
export async function chooseStart(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<Start | undefined> {
  const { choose, enterNumber, notANumber } = words.trying
  const offered = STARTS.map((start, index) => `  ${index + 1}  ${words.trying.starts[start]}`)
  const question = {
    text: `${[choose, '', ...offered, ''].join('\n')}\n`,
    prompt: enterNumber,
    understood: (line: string) => STARTS[line.trim() === '' ? 0 : Number(line) - 1],
    misunderstood: (line: string) => notANumber(line, STARTS.length),
  }
  return askUntilUnderstood<Start>(question, input, output)
}

/**
 * Writes a program to begin with, as the next of `.kata/try/try-1.ts`, `try-2.ts` and so on: none is written over.
 *
 * @returns its absolute path
 * @throws NotKept
 */
export function begin(start: Start): string {
  for (let number = 1; ; number++) {
    const file = path.join(OWN, `try-${number}.ts`)
    try {
      mkdirSync(OWN, { recursive: true })
      copyFileSync(path.join(PROGRAMS, `${start}.ts`), file, constants.COPYFILE_EXCL)
      return file
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        throw new NotKept(words.trying.notWritten(shown(file), codeOf(error)))
      }
    }
  }
}
