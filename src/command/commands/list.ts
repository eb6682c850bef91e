import { listOf } from '../screen/screen.ts'
import { chosen, leftOut, runAll } from './choice.ts'
import { type Command, say } from './command.ts'

export const list: Command = {
  takesKata: false,
  options: ['deep'],
  perform: async call => say(listOf(await runAll(chosen(call)), leftOut(call))),
}
