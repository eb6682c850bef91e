import { parseArgs } from 'node:util'
import { hint } from './hints.ts'
import { findKatas, type Kata } from './katas.ts'
import { runKatas } from './run.ts'
import { failureOf, listOf } from './screen.ts'
import { learn } from './start.ts'

const USAGE = `Usage: npx kata [command]

  (none)      the list, and the first kata that does not pass yet; runs it on every save
  list        the katas and how many of their tests pass
  run [NN]    one kata's tests once; without NN, the first that does not pass
  hint [NN]   the next hint for a kata
  help        this text`

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
  if (more.length > 0) throw new Misuse(`'${more[0]}' is one word too many: see npx kata help.`)
  const katas = findKatas()
  const named = number === undefined ? undefined : kataNumbered(number, katas)
  if (named && !['run', 'hint'].includes(command)) {
    throw new Misuse(`'kata ${command}' takes no number: see npx kata help.`)
  }
  switch (command) {
    case 'start':
      return learn(katas)
    case 'list':
      console.log(listOf(await runKatas(katas)))
      return 0
    case 'run':
      return run(named, katas)
    case 'hint':
      console.log(hint(named ?? (await firstOpen(katas))))
      return 0
    case 'help':
      console.log(USAGE)
      return 0
    default:
      throw new Misuse(`There is no command '${command}': see npx kata help.`)
  }
}

async function run(named: Kata | undefined, katas: Kata[]): Promise<number> {
  const results = await runKatas(named ? [named] : katas)
  const result = results.find(({ passes }) => !passes) ?? results.at(-1)
  if (!result) return 0
  console.log(failureOf(result))
  return result.passes ? 0 : 1
}

async function firstOpen(katas: Kata[]): Promise<Kata> {
  const results = await runKatas(katas)
  return (results.find(({ passes }) => !passes) ?? results.at(-1))?.kata as Kata
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
