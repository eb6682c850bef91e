import { FULL_ROOM, inWords, type Room, timeline, timelines } from '#lab/report'
import { BESIDE_ANOTHER, GOAL, HEADING } from '../../course/goal-picture.ts'
import { goalOf } from '../../course/goals.ts'
import type { Kata } from '../../course/katas.ts'
import type { Failure } from '../testing/results.ts'

const YOURS = 'your function'

/** A failed test's message around its picture, and that picture in any size. */
export interface Illustrated {
  /** The message; where there is a picture, as much of it as comes before. */
  readonly before: string
  readonly after: string
  /** The student's run above the one that a right solution has; nothing where there is none to draw. */
  readonly both: ((room: Room) => string) | undefined
  /** The student's run alone. */
  readonly yours: ((room: Room) => string) | undefined
  /** Both for a printer, and in words; empty where there is nothing to draw. */
  readonly printed: string
  readonly words: string
}

const NOTHING_DRAWN = { after: '', both: undefined, yours: undefined, printed: '', words: '' }

/** Takes a failure's message apart, so that its picture can be drawn beside the goal's. */
export function illustrated(kata: Kata, { message, test, drawn }: Failure): Illustrated {
  const picture = drawn?.picture
  const written = picture ? `${HEADING}\n\n${timeline(picture)}` : ''
  const at = picture ? message.indexOf(written) : -1
  if (!picture || at < 0) {
    return { ...NOTHING_DRAWN, before: message.trim() }
  }
  const goal = test === undefined ? undefined : goalOf(kata, test, drawn)
  const same = goal && timeline(goal) === timeline(picture)
  const runs = new Map([[YOURS, picture], ...(goal && !same ? [[GOAL, goal] as const] : [])])
  const note = same ? '\n(A right solution has the same picture.)' : ''
  return {
    before: message.slice(0, at).trim(),
    after: message.slice(at + written.length).trim(),
    both: room => timelines(runs, room) + note,
    yours: room => timelines(new Map([[YOURS, picture]]), room),
    printed: timelines(runs, runs.size > 1 ? BESIDE_ANOTHER : FULL_ROOM) + note,
    words: [...runs].map(([name, run]) => inWords(name, run)).join('\n\n') + note,
  }
}

/** A message as it is printed. */
export function printed(told: Illustrated, plain: boolean): string {
  const picture = plain ? told.words : told.printed
  return [told.before, picture, told.after].filter(Boolean).join('\n\n')
}

/** A message that has at most so many lines, as much of it as fits: the picture grows smaller first. */
export function fitting(told: Illustrated, columns: number, lines: number): string {
  const { before, after, both, yours } = told
  const pictures = [both, yours].flatMap(draw => (draw ? sizesOf(draw, columns) : []))
  const whole = [before, after].filter(Boolean).join('\n\n')
  for (const picture of pictures) {
    const text = [before, picture(), after].filter(Boolean).join('\n\n')
    if (heightOf(text) <= lines) return text
  }
  return shortened(whole, lines)
}

/** A picture in ever fewer lines. */
function sizesOf(draw: (room: Room) => string, columns: number): (() => string)[] {
  const rows = [24, 20, 16, 13, 10, 8, 7, 6, 5, 4, 3]
  return [
    ...rows.map(most => () => draw({ columns, rows: most, legend: true })),
    ...[4, 3, 2].map(most => () => draw({ columns, rows: most, legend: false })),
  ]
}

/** As much of a text as so many lines hold, and how much is left out. */
export function shortened(text: string, lines: number): string {
  const all = text.split('\n')
  if (all.length <= lines) return text
  const shown = all.slice(0, Math.max(1, lines - 1))
  return [...shown, `... and ${all.length - shown.length} more lines, in a larger window`].join(
    '\n',
  )
}

function heightOf(text: string): number {
  return text.split('\n').length
}
