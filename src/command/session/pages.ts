import type { Kata } from '../../course/katas.ts'
import { comparisonOf } from '../one-kata/predict.ts'
import { fitting, illustrated, printed, shortened } from '../screen/pictures.ts'
import { bold, editable, failedLine, green, headOf, outputOf, red } from '../screen/screen.ts'
import type { Early, Failure, Result } from '../testing/results.ts'
import { words } from '../words/words.ts'

/** What a terminal has room for, and whether its text is listened to. */
export interface Size {
  readonly columns: number
  readonly rows: number
  readonly plain: boolean
}

/** What is on the screen, at any size. */
export type Page = (size: Size) => string

/** On the smallest page, what the student's code printed takes no more lines than this. */
const MOST_OUTPUT_LINES = 6

/** Any text, above the keys. */
export function pageOf(text: string): Page {
  return ({ rows, plain }) => {
    const whole = text.trimEnd()
    return `${plain ? whole : shortened(whole, rows - 3)}\n\n${words.session.keys}\n`
  }
}

/** A kata whose tests have run. `others` says how far all katas are. */
export function resultPage(result: Result, next: Kata | undefined, others: string): Page {
  const { kata, failure } = result
  const head = (columns: number) => headed(headOf(result), others, columns)
  if (failure) return failurePage(kata, failure, head)
  const steps = [
    ...[comparisonOf(kata)].flatMap(text => (text ? [text, ''] : [])),
    words.session.compare(kata),
    ...(next ? [words.session.next(next)] : []),
  ]
  return size => pageOf([green(head(size.columns)), '', ...steps].join('\n'))(size)
}

/** The same as long as other tests are still running. */
export function earlyPage({ kata, failure }: Early): Page {
  return failurePage(kata, failure, () => words.session.early(kata))
}

/** One failing test on one screen: what was expected and seen, why, the picture, and where to go on. */
function failurePage(kata: Kata, failure: Failure, head: (columns: number) => string): Page {
  const told = illustrated(kata, failure)
  return ({ columns, rows, plain }) => {
    const top = [bold(head(columns)), '', red(failedLine(kata, failure)), '']
    const bottom = [
      '',
      ...outputOf(failure.output, MOST_OUTPUT_LINES),
      ...(failure.place ? [words.session.place(failure.place)] : []),
      ...besides(words.session.edit(editable(kata)), words.session.read(kata), columns),
      '',
      words.session.keys,
      '',
    ]
    const taken = [...top, ...bottom].join('\n').split('\n').length
    const middle = plain ? printed(told, plain) : fitting(told, columns, rows - taken)
    return [...top, middle, ...bottom].join('\n')
  }
}

/** `03 Gather: 4 of 18 tests pass`, and at the right how far all katas are. */
function headed(head: string, others: string, columns: number): string {
  const space = columns - head.length - others.length
  return space < 3 ? `${head}\n${others}` : head + ' '.repeat(space) + others
}

/** Two texts on one line, where they fit. */
function besides(one: string, other: string, columns: number): string[] {
  const line = `${one}   ${other}`
  return line.length > columns ? [one, other] : [line]
}
