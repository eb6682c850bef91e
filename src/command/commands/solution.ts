import { differences } from '../one-kata/solution.ts'
import { runAll, theOne } from './choice.ts'
import { type Command, refuse, say } from './command.ts'

/** The solution is for comparing: it is shown to whoever has one, or asks for it all the same. */
export const solution: Command = {
  takesKata: true,
  options: ['spoil'],
  perform: async call => {
    const kata = theOne(call, 'compare')
    if (call.given.spoil) return say(differences(kata))
    const [result] = await runAll([kata])
    if (result?.passes) return say(differences(kata))
    const tests = `${result?.passed ?? 0} of ${result?.total ?? 0} tests`
    return refuse(
      `Kata ${kata.number} passes ${tests}: its solution is shown when all pass, or with --spoil.`,
      1,
    )
  },
}
