import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ROOT } from '../../course/katas.ts'
import { words } from '../words/words.ts'

const LONGEST_LINE = 78

/** A line of a stack that is not the student's: Node's, a package's, the lab's, a test's helper's. */
const OTHERS_LINE = /^\s+at .*(node:|node_modules[\\/]|[\\/]src[\\/]lab[\\/]|[\\/]test[\\/])/

/** What the student's code printed, the first lines of it; in stacks, their own lines alone. */
export function outputOf(output: string, most: number): string[] {
  if (output === '') return []
  const lines = stripVTControlCharacters(output)
    .trimEnd()
    .split('\n')
    .filter(line => !OTHERS_LINE.test(line))
  const more = lines.length - most
  return [
    '',
    words.screen.printed,
    ...lines.slice(0, most).map(line => `  ${shortened(line)}`),
    ...(more > 0 ? [`  ${words.screen.morePrinted({ lines: more })}`] : []),
  ]
}

/** At most so long; of a line in a stack, the end with the line's number stays. */
function shortened(line: string): string {
  const shorter = line.replaceAll(ROOT + path.sep, '').replaceAll('file://', '')
  if (shorter.length <= LONGEST_LINE) return shorter
  return /^\s+at /.test(shorter)
    ? `    at …${shorter.slice(shorter.length - LONGEST_LINE + 8)}`
    : shorter.slice(0, LONGEST_LINE)
}
