import { FULL_ROOM, PICTURE_HEADING, type Room, timeline, timelines } from '#lab/drawing'
import { onlyGoalOf } from './goals.ts'
import type { Kata } from './katas.ts'
import { words } from './words/words.ts'

/** Two pictures, and the words above them are to be seen at one look. */
const BESIDE_ANOTHER: Room = { ...FULL_ROOM, rows: 12 }

/** The picture to put below a failed test's message that has one; nothing where the same one is in it. */
export function goalBelow(
  kata: Pick<Kata, 'name'>,
  test: string,
  message: string,
): string | undefined {
  if (!message.includes(PICTURE_HEADING)) return undefined
  const goal = onlyGoalOf(kata, test)
  if (!goal || message.includes(timeline(goal))) return undefined
  return timelines(new Map([[words.goal, goal]]), BESIDE_ANOTHER)
}
