import { ownTerminal } from '../session/terminal.ts'
import { chosen, leftOut } from './choice.ts'
import type { Command } from './command.ts'

export const start: Command = {
  takesKata: false,
  options: ['deep', 'poll', 'plain'],
  perform: async call => {
    const { poll, plain } = call.given
    const lessons = { katas: chosen(call), leftOut: leftOut(call), poll, plain }
    return (await import('../session/lesson.ts')).learn(lessons, ownTerminal(plain))
  },
}
