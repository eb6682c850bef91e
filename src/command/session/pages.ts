import type { Kata } from '../../course/katas.ts'
import { takeHomeOf } from '../../course/prediction.ts'
import { fitted } from '../../course/text.ts'
import { answerTo } from '../one-kata/predict.ts'
import { failureScreens, heightOf, screensOf, wholeFailure } from '../screen/failure.ts'
import { outputOf } from '../screen/output.ts'
import { beforeAndNow } from '../screen/pictures.ts'
import { finerHeadOf, headOf } from '../screen/screen.ts'
import { green } from '../screen/style.ts'
import { typeLines } from '../screen/types.ts'
import type { Early, Failure, Result } from '../testing/results.ts'
import type { TypeMistakes } from '../testing/types.ts'
import { words } from '../words/words.ts'
import type { Known } from './state.ts'

/** What a terminal has room for, and whether its text is listened to. */
export interface Size {
  readonly columns: number
  readonly rows: number
  readonly plain: boolean
}

/** What is on the screen, at any size: one screen, or several that the space bar goes through. */
export type Page = (size: Size) => readonly string[]

/** Below each screen: an empty line, the keys, and the line of the cursor. */
export const FOOT = 3
/** Of what the student's code printed and of the type checker's mistakes, the first screen has no more than this. */
const FEW_LINES = 6

/**
 * Any text, above the keys.
 *
 * @param status what stands before the keys
 */
export function pageOf(text: string, status = ''): Page {
  return ({ columns, rows, plain }) => {
    const lines = text.trimEnd().split('\n')
    return footed(plain ? [lines] : screensOf(lines, columns, rows - FOOT), columns, status)
  }
}

/** What there is to say of a kata whose tests have run. */
export interface About {
  readonly known: Known
  /** The next one that is not solved. */
  readonly next: Kata | undefined
  /** How far all katas are. */
  readonly howFar: string
  /** When the tests ran, or that some still do. */
  readonly status: string
  /** What the type checker says of the kata's files. */
  readonly mistakes: TypeMistakes
}

/** A kata whose tests have run. */
export function resultPage(about: About): Page {
  const { known, howFar } = about
  const { result } = known
  const head = (columns: number) => headed(headOf(result), howFar, columns)
  if (result.failure) return failurePage(result.kata, result.failure, head, about)
  return size => pageOf(solvedText(about, head(size.columns), size), about.status)(size)
}

/** Its finer points, for whoever has solved it and wants more: one at a time. */
export function finerPage(about: About): Page {
  const { known, howFar } = about
  const { kata, passes, finer } = known.result
  if (!passes || !finer?.failure) return resultPage(about)
  const head = (columns: number) => headed(finerHeadOf(kata, finer), howFar, columns)
  return failurePage(kata, finer.failure, head, about)
}

/** The same as long as other tests are still running. */
export function earlyPage({ kata, isFiner, failure }: Early, status: string): Page {
  const { early, earlyFiner } = words.session
  const head = () => (isFiner ? earlyFiner(kata) : early(kata))
  return failurePage(kata, failure, head, { status, mistakes: new Map() })
}

// ---- green ------------------------------------------------------------------------------------------

/**
 * What is worth it: the answer to the question, the picture before and now, what to take home, and where to go on.
 */
function solvedText({ known, next, mistakes }: About, head: string, size: Size): string {
  const { result } = known
  const { kata } = result
  const takeHome = takeHomeOf(kata)
  const above = [green(head), ...below(answerTo(kata)?.split('\n'))]
  const rest = [
    ...below(takeHome ? fitted(takeHome, size.columns).split('\n') : []),
    ...outputOf(result.printed ?? '', FEW_LINES),
    ...below(typeLines(mistakes, size.columns, FEW_LINES)),
    '',
    ...finerSteps(result),
    words.session.compare(kata),
    ...(next ? [words.session.next(next)] : []),
  ]
  const room = size.rows - FOOT - heightOf([...above, ...rest], size.columns) - 1
  const picture = beforeAndNow(known.before, result, { ...size, rows: room })
  return [...above, ...below(picture), ...rest].join('\n')
}

function below(lines: readonly string[] = []): string[] {
  return lines.length > 0 ? ['', ...lines] : []
}

function finerSteps({ kata, finer }: Result): string[] {
  if (!kata.finer) return []
  if (!finer) return [words.session.finerRunning, '']
  return [finer.passes ? words.screen.finerDone(finer) : words.session.finerLeft(finer), '']
}

// ---- red --------------------------------------------------------------------------------------------

/** One failing test: what happened, why, the picture, what was expected and seen, and where to go on. */
function failurePage(
  kata: Kata,
  failure: Failure,
  head: (columns: number) => string,
  { status, mistakes }: Pick<About, 'status' | 'mistakes'>,
): Page {
  return ({ columns, rows, plain }) => {
    const types = below(typeLines(mistakes, columns, FEW_LINES))
    const screens = plain
      ? [[...wholeFailure(head(columns), kata, failure, plain), ...types]]
      : failureScreens(head(columns), kata, failure, { columns, rows: rows - FOOT }, types)
    return footed(screens, columns, status)
  }
}

function footed(screens: readonly (readonly string[])[], columns: number, status: string) {
  const { save, keys, fewKeys } = words.session
  return withKeys(screens, columns, { left: status === '' ? save : `${status}  `, keys, fewKeys })
}

/** Each screen with a line of keys below it: as much of that as there is room for. */
export function withKeys(
  screens: readonly (readonly string[])[],
  columns: number,
  { left, keys, fewKeys }: Readonly<Record<'left' | 'keys' | 'fewKeys', string>>,
): string[] {
  return screens.map((lines, index) => {
    const more = screens.length > 1 ? words.session.more(index + 1, screens.length) : ''
    const shown = [left + more + keys, more + keys].find(text => text.length <= columns)
    return [...lines, '', shown ?? more + fewKeys, ''].join('\n')
  })
}

/** `03 Gather: 4 of 18 tests pass`, and at the right how far all katas are, where that fits. */
function headed(head: string, others: string, columns: number): string {
  const space = columns - head.length - others.length
  return space < 3 ? head : head + ' '.repeat(space) + others
}
