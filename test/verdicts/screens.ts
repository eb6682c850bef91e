import { stripVTControlCharacters } from 'node:util'
import type { Told } from '#lab/report'
import { resultPage, type Size } from '../../src/command/session/pages.ts'
import type { Failure } from '../../src/command/testing/results.ts'
import type { Kata } from '../../src/course/katas.ts'
import type { Failed, Outcome } from './runner.ts'

/** How large a student's terminal is. */
type Window = Pick<Size, 'columns' | 'rows'>

/** The screens of a variant's first failing test, as a student sees them. */
export function screensOf(kata: Kata, { passed, failed }: Outcome, window: Window): string[] {
  const [first] = failed
  if (!first) return []
  // A wrong solution that only a finer point catches is seen as one of the idea is.
  const page = resultPage(
    {
      kata,
      passes: false,
      passed: passed.length,
      total: passed.length + failed.length,
      failure: failureIn(first),
      finer: undefined,
    },
    undefined,
    '',
  )
  return page({ ...window, plain: false }).map(screen => stripVTControlCharacters(screen))
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
