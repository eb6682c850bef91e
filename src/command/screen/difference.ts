import { fitted } from '../../course/text.ts'
import type { Failure } from '../testing/results.ts'
import { words } from '../words/words.ts'

type Failed = Pick<Failure, 'own' | 'diff' | 'sentences'>

/** How many lines there are of what was expected, and as many of what was received. */
const MOST_LINES = 3

/**
 * What was expected and what was received, in at most six lines, as a person would write it: the test's own words, or
 * where these only name two large values, the lines in which they differ.
 */
export function differenceOf({ own, diff, sentences }: Failed): string[] {
  // What ended the run may be the test's own message, and is told already.
  if (sentences.some(sentence => sentence.includes(own))) return []
  const { expected, received } = sidesOf(diff)
  const isListed = expected.length + received.length > 0
  const [, label = ''] = /^(.*?)(?:: )?expected .* to /s.exec(own) ?? []
  if (!isListed || (isShort(own) && expected.length < 2 && received.length < 2)) return linesOf(own)
  const isRunners = RUNNERS.test(own)
  return [
    ...(isRunners ? linesOf(label) : linesOf(own)),
    ...listed(words.screen.expected, expected),
    ...listed(words.screen.received, received),
  ]
}

/** All of it under its own heading; nothing where the short one has room for it. */
export function wholeDifference({ diff }: Pick<Failure, 'diff'>, columns: number): string[] {
  const lines = diff.split('\n').filter(line => !HEADS.has(line))
  if (lines.length <= 2 * MOST_LINES) return []
  return [fitted(words.screen.wholeDifference, columns), ...lines.filter(line => line !== '')]
}

/** What the test runner writes above a diff. */
const HEADS = new Set(['- Expected', '+ Received'])

/** What the test runner says of two values; the lines in which they differ say it better. */
const RUNNERS = /expected .* to (deeply equal|strictly equal|be|match object|include|equal)\b/s

/** Two values that can be read at one look, and not `{ status: 'fulfilled', …(1) }`. */
function isShort(own: string): boolean {
  return own.length <= 150 && !own.includes('…(') && !own.includes('\n')
}

function linesOf(text: string): string[] {
  const own = withoutMarks(text)
  return own === '' ? [] : own.split('\n')
}

/** The test runner's words without what is no news to a student: how it compares, and that a zero has a sign. */
export function withoutMarks(text: string): string {
  return text.replace(/ \/\/ Object\.is equality$/, '').replaceAll(/(?<![\w.])\+0(?![\w.])/g, '0')
}

function listed(side: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const shown = lines.slice(0, MOST_LINES)
  const more = lines.length - shown.length
  return [
    ...shown.slice(0, more > 0 ? -1 : undefined).map(line => `${side}  ${line}`),
    ...(more > 0 ? [`${side}  ${words.screen.moreDifferent({ lines: more + 1 })}`] : []),
  ]
}

interface Sides {
  readonly expected: readonly string[]
  readonly received: readonly string[]
}

/** The lines of a diff that only one side has, without their marks. */
function sidesOf(diff: string): Sides {
  const of = (mark: '-' | '+') =>
    diff
      .split('\n')
      .filter(line => line.startsWith(mark) && !HEADS.has(line))
      .map(line => line.slice(1).trim())
      .filter(line => line !== '')
  return { expected: of('-'), received: of('+') }
}
