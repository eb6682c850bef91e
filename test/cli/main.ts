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

const COMMANDS = ['start', 'list', 'run', 'hint', 'help']

/** A mistake in how the command was called: one sentence, exit code 2. */
class Misuse extends Error {}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Misuse)) throw error
  console.error(error.message)
  process.exitCode = 2
}

/** Runs a command. Answers with the exit code: 0, or 1 where `run` found a test that fails. */
async function main(argv: string[]): Promise<number> {
  const [command = 'start', number, ...more] = wordsOf(argv)
  if (!COMMANDS.includes(command)) {
    throw new Misuse(`There is no command '${command}': see npx kata help.`)
  }
  if (number !== undefined && !['run', 'hint'].includes(command)) {
    throw new Misuse(`'kata ${command}' takes no number: see npx kata help.`)
  }
  if (more.length > 0) throw new Misuse(`'${more[0]}' is one word too many: see npx kata help.`)
  const katas = findKatas()
  const named = number === undefined ? undefined : kataNumbered(number, katas)

  if (command === 'help') console.log(USAGE)
  if (command === 'hint') console.log(hint(named ?? (await firstOpen(katas)).kata))
  if (command === 'list') console.log(listOf(await runAll(katas)))
  if (command === 'run') return run(named, katas)
  if (command === 'start') return (await import('./start.ts')).learn(katas)
  return 0
}

async function run(named: Kata | undefined, katas: Kata[]): Promise<number> {
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
