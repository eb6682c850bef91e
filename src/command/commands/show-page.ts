import { noScreen } from '../showing/no-screen.ts'
import { showProgram } from '../showing/program.ts'
import { PROGRAM } from '../trying/saves.ts'
import { words } from '../words/words.ts'
import { chosen, leftOut } from './choice.ts'
import { type Call, say } from './command.ts'
import { kataNamed } from './naming.ts'
import { programAt } from './program-at.ts'

/**
 * Shows a kata's run, or a program's, in the browser, and again after every save, until somebody ends the command.
 *
 * @returns the exit code
 */
export async function showPage(call: Call): Promise<number> {
  const { host } = call.given
  const [word] = call.words
  if (word !== undefined && PROGRAM.test(word)) {
    await showProgram(programAt(word), host, tell)
    return 0
  }
  const first = word === undefined ? undefined : kataNamed(word, call.katas)
  const named = { ...call, named: first }
  const { Session } = await import('../session/session.ts')
  const session = new Session(
    {
      katas: chosen(named),
      leftOut: leftOut(named),
      first,
      poll: call.given.poll,
      plain: false,
      host,
    },
    noScreen(),
  )
  tell(await session.look())
  await session.untilQuit()
  return 0
}

function tell(address: string): void {
  say(`${words.showing.address(address)}\n${words.showing.stop}`)
}
