import { styleText } from 'node:util'
import { inWords, type Paint, type Room, timeline, timelines } from '#lab/drawing'
import { goalOf } from '../../course/goals.ts'
import type { Kata } from '../../course/katas.ts'
import { words as courseWords } from '../../course/words/words.ts'
import type { Failure, Part } from '../testing/results.ts'
import { words } from '../words/words.ts'

/** What a failed test's run looks like. */
export interface Pictures {
  /** The student's run above the one that a right solution has. */
  readonly both: (room: Room) => string
  /** The student's run alone. */
  readonly yours: (room: Room) => string
  /** The same without a picture, for those who listen to it. */
  readonly words: string
}

/**
 * The pictures of a failed test: nothing where none was drawn, and none where both are the same. What is wrong can't
 * be seen in it then.
 */
export function picturesOf(kata: Kata, { test, drawn }: Failure): Pictures | undefined {
  if (!drawn) return undefined
  const { picture } = drawn
  const goal = test === undefined ? undefined : goalOf(kata, test, drawn)
  if (goal && timeline(goal) === timeline(picture)) return undefined
  const alone = new Map([[words.screen.yours, picture]])
  const runs = new Map([...alone, ...(goal ? [[courseWords.goal, goal] as const] : [])])
  return {
    both: room => timelines(runs, { ...room, paint }),
    yours: room => timelines(alone, { ...room, paint }),
    words: [...runs].map(([name, run]) => inWords(name, run)).join('\n\n'),
  }
}

/**
 * What a test's run was like when it failed last, above what it is now: in figures, and in a picture that fits.
 *
 * @param before the failure that was shown last; nothing where none is known
 */
export function beforeAndNow(
  before: Failure | undefined,
  { drawn }: Pick<Part, 'drawn'>,
  { columns, rows, plain }: { columns: number; rows: number; plain: boolean },
): string[] {
  const now = before?.test === undefined ? undefined : drawn?.get(before.test)
  if (!before?.drawn || !now || before.drawn.index !== now.index) return []
  const { picture } = before.drawn
  const head = words.screen.beforeAndNow({ before: picture.elapsed, now: now.picture.elapsed })
  const runs = new Map([
    [words.screen.before, picture],
    [words.screen.now, now.picture],
  ])
  if (plain)
    return [head, '', ...[...runs].flatMap(([name, run]) => inWords(name, run).split('\n'))]
  const draw = (room: Room) => timelines(runs, { ...room, paint })
  const fitting = sizesOf(draw, columns)
    .map(size => size.split('\n'))
    .find(lines => lines.length + 2 <= rows)
  return fitting ? [head, '', ...fitting] : [head]
}

/** A hue for what waits, one for what computes, one for what is blocked or late; nothing rests on them alone. */
export const paint: Paint = (marks, run) => {
  if (run === courseWords.goal || run === words.screen.before) return styleText('dim', marks)
  const [mark = ' '] = marks
  const hue = HUES.find(([known]) => known.includes(mark))?.[1]
  return hue ? styleText(hue, marks) : marks
}

const HUES = [
  ['=-123456789', 'cyan'],
  ['%', 'yellow'],
  ['#!cL', 'red'],
  ['x?/', 'magenta'],
] as const

/** A picture in ever fewer lines. */
export function* sizesOf(draw: (room: Room) => string, columns: number): Generator<string> {
  for (const rows of ROWS) yield draw({ columns, rows, legend: true })
  for (const rows of FEWEST_ROWS) yield draw({ columns, rows, legend: false })
}

const ROWS = [24, 20, 16, 13, 10, 8, 7, 6, 5, 4, 3]
const FEWEST_ROWS = [4, 3, 2]
