import { ownTerminal } from '../session/terminal.ts'
import { chosen, leftOut } from './choice.ts'
import type { Command } from './command.ts'

export const start: Command = {
  takesKata: true,
  options: ['deep', 'poll', 'plain'],
  perform: async call => {
    const { named: first, given } = call
    const { poll, plain } = given
    const lessons = { katas: chosen(call), leftOut: leftOut(call), first, poll, plain }
    return (await import('../session/lesson.ts')).learn(lessons, ownTerminal(plain))
  },
}
