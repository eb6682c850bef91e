import type { Command } from './command.ts'

/** A run in the browser: a kata's, or that of somebody's program. No other command waits until it is loaded. */
export const show: Command = {
  takesKata: false,
  mostWords: 1,
  options: ['deep', 'poll', 'host'],
  perform: async call => (await import('./show-page.ts')).showPage(call),
}
