import { stripVTControlCharacters } from 'node:util'
import type { Told } from '#lab/report'
import { failureScreens, type Window } from '../../src/command/screen/failure.ts'
import type { Failure } from '../../src/command/testing/results.ts'
import type { Kata } from '../../src/course/katas.ts'
import type { Failed, Outcome } from './runner.ts'

/** What stands below each screen: an empty line, the keys, the cursor. */
const FOOT = 3

/** The screens of a variant's first failing test, as a student sees them. */
export function screensOf(kata: Kata, { passed, failed }: Outcome, window: Window): string[] {
  const [first] = failed
  if (!first) return []
  const { number, title } = kata
  const head = `${number} ${title}: ${passed.length} of ${passed.length + failed.length} tests pass`
  const rows = window.rows - FOOT
  return failureScreens(head, kata, failureIn(first), { ...window, rows }).map(lines =>
    stripVTControlCharacters(lines.join('\n')),
  )
}

/** What must be read on the first of them. */
export function mostTelling({ name, message, told }: Failed): string[] {
  const own = ownWords(message, told).replace(/ \/\/ Object\.is equality$/, '')
  return [name, told?.sentences[0] ?? own]
}

function failureIn({ name, message, told, drawn }: Failed): Failure {
  return {
    test: name,
    sentences: told?.sentences ?? [],
    own: ownWords(message, told),
    diff: '',
    steps: told?.steps ?? '',
    place: undefined,
    output: '',
    drawn,
  }
}

/** The message without the stack below it. */
function ownWords(message: string, told: Told | undefined): string {
  return told?.own ?? message.split(/\n {4}at /, 1)[0]?.replace(/^\w*Error: /, '') ?? ''
}
