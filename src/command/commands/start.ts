import { failureOf, listOf, nothingLeft } from '../screen/screen.ts'
import { ownTerminal } from '../session/terminal.ts'
import { chosen, leftOut, runAll } from './choice.ts'
import { type Command, say } from './command.ts'

/** The session, at a kata; without a terminal, the list and that kata once. */
export const start: Command = {
  takesKata: true,
  options: ['deep', 'poll', 'plain'],
  perform: async call => {
    const { named: first, given } = call
    const { poll, plain } = given
    const [katas, others] = [chosen(call), leftOut(call)]
    const terminal = ownTerminal(plain)
    if (terminal) {
      const { Session } = await import('../session/session.ts')
      await new Session({ katas, leftOut: others, first, poll, plain }, terminal).untilQuit()
      return 0
    }
    const results = await runAll(katas)
    const shown = results.find(({ kata, passes }) => (first ? kata === first : !passes))
    const current = shown ? failureOf(shown, { plain }) : nothingLeft(others)
    return say(`${listOf(results, others)}\n${current}`)
  },
}
