import { fitted } from '../../course/text.ts'
import { ownTerminal } from '../session/terminal.ts'
import { begin, chooseStart, STARTS } from '../trying/begin.ts'
import { nameOf, textOf } from '../trying/page.ts'
import { runProgram } from '../trying/run-program.ts'
import { tryUntilQuit } from '../trying/session.ts'
import { isFine } from '../trying/tried.ts'
import { words } from '../words/words.ts'
import { type Call, refuse, say } from './command.ts'
import { programAt } from './program-at.ts'

/**
 * Runs a program in the lab, or one to begin with: on a terminal again on every save, elsewhere once.
 *
 * @returns the exit code
 */
export async function tryOut({ words: [named], given: { plain } }: Call): Promise<number> {
  const terminal = ownTerminal(plain)
  if (named !== undefined) {
    const file = programAt(named)
    return terminal ? watched(tryUntilQuit(file, terminal)) : once(file, plain)
  }
  const start = terminal ? await chooseStart(process.stdin, process.stdout) : STARTS[0]
  if (!start) return 0
  const file = begin(start)
  if (terminal) return watched(tryUntilQuit(file, terminal))
  say(`${words.trying.begun(nameOf(file))}\n`)
  return once(file, plain)
}

async function watched(session: Promise<void>): Promise<number> {
  await session
  return 0
}

async function once(file: string, plain: boolean): Promise<number> {
  const tried = await runProgram(file)
  const name = nameOf(file)
  if (tried.what.kind === 'ran') {
    say(textOf(name, tried, plain))
    return isFine(tried) ? 0 : 1
  }
  if (tried.printed !== '') process.stdout.write(tried.printed)
  const { fault, detail } = tried.what
  return refuse(fitted(words.trying.faults[fault](name, detail)), 1)
}
