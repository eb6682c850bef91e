import { parseArgs } from 'node:util'
import { hint } from './hints.ts'
import { findKatas, type Kata } from './katas.ts'
import type { Result } from './run.ts'
import { failureOf, listOf } from './screen.ts'

const USAGE = `Usage: npx kata [command]

  (none)      the list, and the first kata that fails; again on every save
  list        the katas and how many of their tests pass
  run [NN]    one kata's tests once; without NN, the first that does not pass
  hint [NN]   the next hint for a kata
  help        this text`

interface Command {
  /** Whether a kata may be named after it. */
  readonly takesKata: boolean
  /** Does it; answers with the exit code. */
  readonly perform: (katas: Kata[], named: Kata | undefined) => Promise<number>
}

const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    takesKata: false,
    perform: async katas => (await import('./start.ts')).learn(katas),
  },
  list: {
    takesKata: false,
    perform: async katas => say(listOf(await runAll(katas))),
  },
  run: { takesKata: true, perform: run },
  hint: {
    takesKata: true,
    perform: async (katas, named) => say(hint(named ?? (await firstOpen(katas)).kata)),
  },
  help: { takesKata: false, perform: async () => say(USAGE) },
}

/** A mistake in how the command was called: one sentence, exit code 2. */
class Misuse extends Error {}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Misuse)) throw error
  console.error(error.message)
  process.exitCode = 2
}

async function main(argv: string[]): Promise<number> {
  const [name = 'start', number, ...more] = wordsOf(argv)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Misuse(`There is no command '${name}': see npx kata help.`)
  if (number !== undefined && !command.takesKata) {
    throw new Misuse(`'kata ${name}' takes no number: see npx kata help.`)
  }
  if (more.length > 0) throw new Misuse(`'${more[0]}' is one word too many: see npx kata help.`)
  const katas = findKatas()
  return command.perform(katas, number === undefined ? undefined : kataNumbered(number, katas))
}

function say(text: string): number {
  console.log(text)
  return 0
}

/** The exit code is 1 while a test fails. */
async function run(katas: Kata[], named: Kata | undefined): Promise<number> {
  const result = await firstOpen(named ? [named] : katas)
  console.log(failureOf(result))
  return result.passes ? 0 : 1
}

/** The first kata that does not pass; the last one where all do. */
async function firstOpen(katas: Kata[]): Promise<Result> {
  const results = await runAll(katas)
  return (results.find(({ passes }) => !passes) ?? results.at(-1)) as Result
}

/** The test runner takes a moment to load: only what needs it waits for it. */
async function runAll(katas: Kata[]): Promise<Result[]> {
  const { runKatas } = await import('./run.ts')
  return runKatas(katas)
}

function wordsOf(argv: string[]): string[] {
  try {
    const { positionals, values } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' } },
    })
    return values.help ? ['help'] : positionals
  } catch (error) {
    throw new Misuse(`${(error as Error).message.split('. ')[0]}: see npx kata help.`)
  }
}

function kataNumbered(number: string, katas: Kata[]): Kata {
  const kata = katas.find(
    ({ number: own, name }) => own === number.padStart(2, '0') || name === number,
  )
  if (kata) return kata
  const numbers = katas.map(({ number: own }) => own).join(', ')
  throw new Misuse(`There is no kata '${number}': choose one of ${numbers}.`)
}
