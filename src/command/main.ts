import { findKatas } from '../course/katas.ts'
import { NotKept } from '../course/kept-files.ts'
import { parsed } from './arguments.ts'
import { kataNumbered } from './commands/choice.ts'
import { type Given, Misuse, refuse } from './commands/command.ts'
import { COMMANDS } from './commands/index.ts'

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Misuse || error instanceof NotKept)) throw error
  process.exitCode = refuse(error.message, error instanceof Misuse ? 2 : 1)
}

async function main(argv: string[]): Promise<number> {
  // It has options of its own, and takes any number of words.
  if (argv[0] === 'grade') return (await import('../grader/command.ts')).grade(argv.slice(1))
  const { words: all, options: given } = parsed(argv)
  const [name = 'start', number, ...words] = all
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Misuse(`There is no command '${name}': see npx kata help.`)
  if (number !== undefined && !command.takesKata) {
    throw new Misuse(`'kata ${name}' takes no number: see npx kata help.`)
  }
  for (const [option, isGiven] of Object.entries(given)) {
    if (isGiven && !command.options?.includes(option as keyof Given)) {
      throw new Misuse(`'kata ${name}' takes no --${option}: see npx kata help.`)
    }
  }
  if (words.length > 0 && !command.takesWords) {
    throw new Misuse(`'${words[0]}' is one word too many: see npx kata help.`)
  }
  const katas = findKatas()
  const named = number === undefined ? undefined : kataNumbered(number, katas)
  return command.perform({ katas, named, given, words })
}
