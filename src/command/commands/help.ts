import { fitted } from '../../course/text.ts'
import { words } from '../words/words.ts'
import { type Command, Misuse, say } from './command.ts'
import { nearest } from './naming.ts'

/** What all commands do, or what one of them takes. */
export function helpOn(commands: Readonly<Record<string, Command>>): Command {
  return {
    takesKata: false,
    mostWords: 1,
    perform: async ({ words: [name] }) => {
      if (name === undefined || name === 'help') return say(words.usage.help)
      // It has words and options of its own.
      if (name === 'grade') return (await import('../../grader/command.ts')).grade(['--help'])
      const command = Object.hasOwn(commands, name) ? commands[name] : undefined
      const known = [...Object.keys(commands), 'grade']
      if (!command) throw new Misuse(words.usage.unknownCommand(name, nearest(name, known)))
      return say(textOn(name as Explained, command))
    },
  }
}

type Explained = keyof typeof words.usage.commands

/** How it is called, what it does, its options as it declares them, and an example. */
function textOn(name: Explained, { takesKata, options = [] }: Command): string {
  const { call, does, examples } = words.usage.commands[name]
  const rows = [
    ...(takesKata ? [['KATA', words.usage.kata] as const] : []),
    ...options.map(option => [`--${option}`, words.usage.options[option]] as const),
  ]
  const width = Math.max(0, ...rows.map(([term]) => term.length))
  const room = COLUMNS - width - 4
  const lines = rows.flatMap(([term, meaning]) =>
    fitted(meaning, room)
      .split('\n')
      .map((line, index) => `  ${(index === 0 ? term : '').padEnd(width)}  ${line}`),
  )
  return [
    words.usage.usage(call),
    '',
    fitted(does),
    ...(lines.length > 0 ? ['', ...lines] : []),
    '',
    ...words.usage.examples(examples),
  ].join('\n')
}

const COLUMNS = 80
