import { hint as nextHint } from '../one-kata/hint.ts'
import { chosen, firstOpen } from './choice.ts'
import { type Command, say } from './command.ts'

export const hint: Command = {
  takesKata: true,
  options: ['deep'],
  perform: async call =>
    say(nextHint(call.named ?? (await firstOpen(chosen(call), ({ passes }) => passes)).kata)),
}
