import type { Kata } from '../../course/katas.ts'
import { comparisonOf } from '../one-kata/predict.ts'
import { failureScreens, screensOf, wholeFailure } from '../screen/failure.ts'
import { headOf } from '../screen/screen.ts'
import { green } from '../screen/style.ts'
import type { Early, Failure, Result } from '../testing/results.ts'

/** What a terminal has room for, and whether its text is listened to. */
export interface Size {
  readonly columns: number
  readonly rows: number
  readonly plain: boolean
}

/** What is on the screen, at any size: one screen, or several that the space bar goes through. */
export type Page = (size: Size) => readonly string[]

/** What every page ends with, where there is room for all of it. */
const SAVE = 'Save: the tests run again.  '
const KEYS = 'h hint  n next  l list  t time  q quit'
const FEW_KEYS = 'h n l t q'
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
    ...[comparisonOf(kata)].flatMap(text => (text ? [text, ''] : [])),
    `Compare yours with solutions/${kata.name}, or: npx kata solution ${kata.number}`,
    ...(next ? [`Press n for ${next.number} ${next.title}.`] : []),
  ]
  return size => pageOf([green(head(size.columns)), '', ...steps].join('\n'))(size)
}

/** The same as long as other tests are still running. */
export function earlyPage({ kata, failure }: Early): Page {
  const head = `${kata.number} ${kata.title}: this test fails, the others are running`
  return failurePage(kata, failure, () => head)
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

/** Each screen with its keys. */
function footed(screens: readonly (readonly string[])[], columns: number): string[] {
  return screens.map((lines, index) => {
    const more = screens.length > 1 ? `space ${index + 1}/${screens.length}  ` : ''
    const keys = [SAVE + more + KEYS, more + KEYS].find(text => text.length <= columns)
    return [...lines, '', keys ?? more + FEW_KEYS, ''].join('\n')
  })
}

/** `03 Gather: 4 of 18 tests pass`, and at the right how far all katas are, where that fits. */
function headed(head: string, others: string, columns: number): string {
  const space = columns - head.length - others.length
  return space < 3 ? head : head + ' '.repeat(space) + others
}
