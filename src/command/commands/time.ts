import { hasDemonstrations } from '../../course/demonstrations.ts'
import { time as timeKata } from '../one-kata/time.ts'
import { words } from '../words/words.ts'
import { type Command, Misuse } from './command.ts'
import { numbersOf } from './naming.ts'

/** Of one kata: which has to be named, since it takes a while. */
export const time: Command = {
  takesKata: true,
  options: ['solution'],
  perform: async ({ katas, named, given }) => {
    if (named && hasDemonstrations(named)) return timeKata(named, given)
    const ready = numbersOf(katas.filter(hasDemonstrations))
    throw new Misuse(
      named ? words.time.nothingToTime(named, ready) : words.usage.needsKata('time', ready),
    )
  },
}
