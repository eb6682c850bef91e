import { constants, copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { codeOf, KEPT, NotKept, shown } from '../../course/kept-files.ts'
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
  // However this is left, the input is let go: a terminal would keep the command alive.
  using lines = createInterface({ input, output })
  const { choose, enterNumber, notANumber } = words.trying
  const offered = STARTS.map((start, index) => `  ${index + 1}  ${words.trying.starts[start]}`)
  output.write(`${[choose, '', ...offered, ''].join('\n')}\n`)
  lines.setPrompt(enterNumber)
  lines.prompt()
  let isOpen = true
  lines.once('close', () => {
    isOpen = false
  })
  for await (const line of lines) {
    const start = STARTS[line.trim() === '' ? 0 : Number(line) - 1]
    if (start) return start
    output.write(`${notANumber(line, STARTS.length)}\n`)
    // Lines may be left when the input has ended.
    if (isOpen) lines.prompt()
  }
  return undefined
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
