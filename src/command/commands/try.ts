import type { Command } from './command.ts'

/** Anybody's program in the lab. No other command waits until what it needs is loaded. */
export const tryOut: Command = {
  takesKata: false,
  mostWords: 1,
  options: ['plain'],
  perform: async call => (await import('./try-out.ts')).tryOut(call),
}
