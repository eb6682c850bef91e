import { differences } from '../one-kata/solution.ts'
import { words } from '../words/words.ts'
import { runAll, theOne } from './choice.ts'
import { type Command, refuse, say } from './command.ts'

/** The solution is for comparing: it is shown to whoever has one, or asks for it all the same. */
export const solution: Command = {
  takesKata: true,
  options: ['spoil'],
  perform: async call => {
    const kata = theOne(call, 'solution')
    if (call.given.spoil) return say(differences(kata))
    const [result] = await runAll([kata])
    if (result?.passes) return say(differences(kata))
    return refuse(words.solution.notYet(kata, result ?? { passed: 0, total: 0 }), 1)
  },
}
