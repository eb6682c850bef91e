import { stripVTControlCharacters } from 'node:util'
import type { Told } from '#lab/drawing'
import { withoutMarks } from '../../src/command/screen/difference.ts'
import { finerPage, type Size } from '../../src/command/session/pages.ts'
import type { Failure, Part } from '../../src/command/testing/results.ts'
import type { Kata } from '../../src/course/katas.ts'
import type { Failed, Outcome } from './runner.ts'

/** How large a student's terminal is. */
type Window = Pick<Size, 'columns' | 'rows'>

/** The screens of a variant's first failing test, as a student sees them: of the idea, or of the finer points. */
export function screensOf(kata: Kata, { tests, failed }: Outcome, window: Window): string[] {
  const [first] = failed
  if (!first) return []
  const part = (isFiner: boolean): Part => {
    const total = tests.filter(test => test.isFiner === isFiner).length
    const failing = failed.filter(test => test.isFiner === isFiner)
    const failure = failing[0] && failureIn(failing[0])
    return { passes: !failure, passed: total - failing.length, total, failure }
  }
  const result = { kata, ...part(false), finer: part(true) }
  const now = new Date(0)
  const known = { result, at: now, ms: 0, since: now, before: undefined }
  const page = finerPage({ known, next: undefined, howFar: '', status: '', mistakes: new Map() })
  return page({ ...window, plain: false }).map(screen => stripVTControlCharacters(screen))
}

/** What must be read on the first of them. */
export function mostTelling({ name, message, told }: Failed): string[] {
  return [name, told?.sentences[0] ?? withoutMarks(ownWords(message, told))]
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
