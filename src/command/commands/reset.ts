import { reset as resetKata } from '../one-kata/reset.ts'
import { theOne } from './choice.ts'
import { type Command, say } from './command.ts'

export const reset: Command = {
  takesKata: true,
  perform: async call => say(resetKata(theOne(call, 'reset'))),
}
