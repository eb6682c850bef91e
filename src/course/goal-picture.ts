import { FULL_ROOM, type Room, timeline, timelines } from '#lab/report'
import { onlyGoalOf } from './goals.ts'
import type { Kata } from './katas.ts'

/** What the lab writes above the picture in a test's message. */
export const HEADING = 'What your code did:'

/** What the goal's rows are called. */
export const GOAL = 'the goal'

/** Two pictures, and the words above them are to be seen at one look. */
export const BESIDE_ANOTHER: Room = { ...FULL_ROOM, rows: 12 }

/** The picture to put below a failed test's message that has one; nothing where the same one is in it. */
export function goalBelow(
  kata: Pick<Kata, 'name'>,
  test: string,
  message: string,
): string | undefined {
  if (!message.includes(HEADING)) return undefined
  const goal = onlyGoalOf(kata, test)
  if (!goal || message.includes(timeline(goal))) return undefined
  return timelines(new Map([[GOAL, goal]]), BESIDE_ANOTHER)
}
