import { card } from './card.ts'
import type { Command } from './command.ts'
import { help } from './help.ts'
import { hint } from './hint.ts'
import { list } from './list.ts'
import { predict } from './predict.ts'
import { reset } from './reset.ts'
import { run } from './run.ts'
import { solution } from './solution.ts'
import { start } from './start.ts'
import { time } from './time.ts'

/** By its name; `grade` aside, which has words and options of its own. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  start,
  list,
  run,
  hint,
  predict,
  solution,
  reset,
  time,
  card,
  help,
}
