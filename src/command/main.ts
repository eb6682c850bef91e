import { moveFormer } from '../course/former.ts'
import { findKatas } from '../course/katas.ts'
import { NotKept } from '../course/kept-files.ts'
import { fitted } from '../course/text.ts'
import { parsed } from './arguments.ts'
import { kataNumbered } from './commands/choice.ts'
import { type Given, Misuse, refuse } from './commands/command.ts'
import { COMMANDS } from './commands/index.ts'
import { words } from './words/words.ts'

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Misuse || error instanceof NotKept)) throw error
  process.exitCode = refuse(error.message, error instanceof Misuse ? 2 : 1)
}

async function main(argv: string[]): Promise<number> {
  // It has options of its own, and takes any number of words.
  if (argv[0] === 'grade') return (await import('../grader/command.ts')).grade(argv.slice(1))
  const { positionals, options: given } = parsed(argv)
  const [name = 'start', number, ...more] = positionals
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Misuse(words.usage.unknownCommand(name))
  if (number !== undefined && !command.takesKata) {
    throw new Misuse(words.usage.takesNoKata(name))
  }
  for (const [option, isGiven] of Object.entries(given)) {
    if (isGiven && !command.options?.includes(option as keyof Given)) {
      throw new Misuse(words.usage.takesNoOption(name, option))
    }
  }
  const [unexpected] = command.takesWords ? [] : more
  if (unexpected !== undefined) throw new Misuse(words.usage.unexpected(unexpected))
  const katas = findKatas()
  const moved = moveFormer(katas)
  if (moved) console.error(`${fitted(moved)}\n`)
  const named = number === undefined ? undefined : kataNumbered(number, katas)
  return command.perform({ katas, named, given, words: more })
}
