import { card } from './card.ts'
import type { Command } from './command.ts'
import { helpOn } from './help.ts'
import { hint } from './hint.ts'
import { list } from './list.ts'
import { predict } from './predict.ts'
import { reset } from './reset.ts'
import { run } from './run.ts'
import { show } from './show.ts'
import { solution } from './solution.ts'
import { start } from './start.ts'
import { time } from './time.ts'
import { trace } from './trace.ts'
import { tryOut } from './try.ts'

const WORKING = {
  start,
  list,
  run,
  hint,
  predict,
  solution,
  reset,
  time,
  try: tryOut,
  show,
  trace,
  card,
}

/** By its name; `grade` aside, which has words and options of its own. */
export const COMMANDS: Readonly<Record<keyof typeof WORKING | 'help', Command>> = {
  ...WORKING,
  help: helpOn(WORKING),
}
