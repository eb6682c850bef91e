import type { Kata } from '../../course/katas.ts'
import { answerTo } from '../one-kata/predict.ts'
import { failureScreens, screensOf, wholeFailure } from '../screen/failure.ts'
import { finerHeadOf, headOf } from '../screen/screen.ts'
import { green } from '../screen/style.ts'
import type { Early, Failure, Result } from '../testing/results.ts'
import { words } from '../words/words.ts'

/** What a terminal has room for, and whether its text is listened to. */
export interface Size {
  readonly columns: number
  readonly rows: number
  readonly plain: boolean
}

/** What is on the screen, at any size: one screen, or several that the space bar goes through. */
export type Page = (size: Size) => readonly string[]

/** Below each screen: an empty line, the keys, and the line of the cursor. */
const FOOT = 3

/** Any text, above the keys. */
export function pageOf(text: string): Page {
  return ({ columns, rows, plain }) => {
    const lines = text.trimEnd().split('\n')
    return footed(plain ? [lines] : screensOf(lines, columns, rows - FOOT), columns)
  }
}

/** A kata whose tests have run. `others` says how far all katas are. */
export function resultPage(result: Result, next: Kata | undefined, others: string): Page {
  const { kata, failure } = result
  const head = (columns: number) => headed(headOf(result), others, columns)
  if (failure) return failurePage(kata, failure, head)
  const steps = [
    ...[answerTo(kata)].flatMap(text => (text ? [text, ''] : [])),
    ...finerSteps(result),
    words.session.compare(kata),
    ...(next ? [words.session.next(next)] : []),
  ]
  return size => pageOf([green(head(size.columns)), '', ...steps].join('\n'))(size)
}

/** Its finer points, for whoever has solved it and wants more: one at a time. */
export function finerPage(result: Result, next: Kata | undefined, others: string): Page {
  const { kata, passes, finer } = result
  if (!passes || !finer?.failure) return resultPage(result, next, others)
  return failurePage(kata, finer.failure, columns =>
    headed(finerHeadOf(kata, finer), others, columns),
  )
}

function finerSteps({ kata, finer }: Result): string[] {
  if (!kata.finer) return []
  if (!finer) return [words.session.finerRunning, '']
  return [finer.passes ? words.screen.finerDone(finer) : words.session.finerLeft(finer), '']
}

/** The same as long as other tests are still running. */
export function earlyPage({ kata, isFiner, failure }: Early): Page {
  const { early, earlyFiner } = words.session
  return failurePage(kata, failure, () => (isFiner ? earlyFiner(kata) : early(kata)))
}

/** One failing test: what happened, why, the picture, what was expected and seen, and where to go on. */
function failurePage(kata: Kata, failure: Failure, head: (columns: number) => string): Page {
  return ({ columns, rows, plain }) =>
    footed(
      plain
        ? [wholeFailure(head(columns), kata, failure, plain)]
        : failureScreens(head(columns), kata, failure, { columns, rows: rows - FOOT }),
      columns,
    )
}

/** Each screen with its keys: as many of their names as there is room for. */
function footed(screens: readonly (readonly string[])[], columns: number): string[] {
  return screens.map((lines, index) => {
    const { save, keys, fewKeys } = words.session
    const more = screens.length > 1 ? words.session.more(index + 1, screens.length) : ''
    const shown = [save + more + keys, more + keys].find(text => text.length <= columns)
    return [...lines, '', shown ?? more + fewKeys, ''].join('\n')
  })
}

/** `03 Gather: 4 of 18 tests pass`, and at the right how far all katas are, where that fits. */
function headed(head: string, others: string, columns: number): string {
  const space = columns - head.length - others.length
  return space < 3 ? head : head + ' '.repeat(space) + others
}
