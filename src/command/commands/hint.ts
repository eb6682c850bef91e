import { hint as nextHint } from '../one-kata/hint.ts'
import { keptResults } from '../testing/kept.ts'
import { chosen, firstOpen } from './choice.ts'
import { type Command, say } from './command.ts'

/** A hint for what failed when the kata's tests ran last; without a kata, for the first one that fails now. */
export const hint: Command = {
  takesKata: true,
  options: ['deep'],
  perform: async call => {
    const { named } = call
    if (named) return say(nextHint(named, keptResults([named]).get(named)?.result))
    const open = await firstOpen(chosen(call), ({ passes }) => passes)
    return say(nextHint(open.kata, open))
  },
}
