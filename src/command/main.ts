import { moveFormer } from '../course/former.ts'
import { findKatas, type Kata } from '../course/katas.ts'
import { NotKept } from '../course/kept-files.ts'
import { fitted } from '../course/text.ts'
import { parsed } from './arguments.ts'
import { type Call, type Command, type Given, Misuse, refuse, say } from './commands/command.ts'
import { COMMANDS } from './commands/index.ts'
import { isKatas, kataNamed, katasNamed, nearest } from './commands/naming.ts'
import { versions } from './commands/version.ts'
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
  const { positionals, options: given, help, version } = parsed(argv)
  if (version) return say(versions())
  const katas = findKatas()
  const [name, ...after] = spelledOut(positionals, katas)
  if (help) {
    const about = positionals.length > 0 ? [name] : []
    return COMMANDS.help.perform({ katas, named: undefined, given, words: about })
  }
  const command = COMMANDS[name]
  const call = callOf(name, command, after, { katas, given })
  const moved = moveFormer(katas)
  if (moved) console.error(`${fitted(moved)}\n`)
  return command.perform(call)
}

type Name = keyof typeof COMMANDS

/**
 * A command's name, and what comes after it. Nothing at all starts the session, a kata's name starts it there.
 *
 * @throws Misuse where the first word is neither
 */
function spelledOut(typed: readonly string[], katas: readonly Kata[]): [Name, ...string[]] {
  const [first, ...after] = typed
  if (first === undefined) return ['start']
  if (Object.hasOwn(COMMANDS, first)) return [first as Name, ...after]
  if (isKatas(first) || katasNamed(first, katas).length > 0) return ['start', first, ...after]
  const known = [...Object.keys(COMMANDS), 'grade', ...katas.map(({ name }) => name.slice(3))]
  throw new Misuse(words.usage.unknownCommand(first, nearest(first.toLowerCase(), known)))
}

/**
 * What a command is called with.
 *
 * @throws Misuse for what it does not take
 */
function callOf(
  name: Name,
  { takesKata, mostWords = 0, options = [] }: Command,
  after: readonly string[],
  { katas, given }: Pick<Call, 'katas' | 'given'>,
): Call {
  const [kata] = takesKata ? after : []
  const others = takesKata ? after.slice(1) : after
  for (const [option, isGiven] of Object.entries(given)) {
    if (isGiven && !options.includes(option as keyof Given)) {
      throw new Misuse(words.usage.takesNoOption(name, option))
    }
  }
  const unexpected = others[mostWords]
  if (unexpected !== undefined) {
    const { takesNothing, unexpected: oneTooMany } = words.usage
    throw new Misuse(takesKata || mostWords > 0 ? oneTooMany(unexpected, name) : takesNothing(name))
  }
  const named = kata === undefined ? undefined : kataNamed(kata, katas)
  return { katas, named, given, words: others }
}
