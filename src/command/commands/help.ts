import { words } from '../words/words.ts'
import { type Command, say } from './command.ts'

export const help: Command = { takesKata: false, perform: async () => say(words.usage.help) }
