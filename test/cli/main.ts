import { parseArgs } from 'node:util'
import { hasDemonstrations } from './demonstrations.ts'
import { hint } from './hints.ts'
import { findKatas, type Kata } from './katas.ts'
import type { Result } from './run.ts'
import { failureOf, listOf } from './screen.ts'
import { time } from './time.ts'

const USAGE = `Usage: npx kata [command]

  (none)      the list, and the first kata that fails; again on every save
  list        the katas and how many of their tests pass
  run [NN]    one kata's tests once; without NN, the first that does not pass
  hint [NN]   the next hint for a kata
  time NN     a kata's demonstration on the real clock; of the solution, with
              --solution
  help        this text

The deep katas are left out where you name none; --deep takes them in.`

/** The options that were given. */
interface Given {
  readonly deep: boolean
  readonly solution: boolean
}

interface Command {
  /** Whether a kata may be named after it. */
  readonly takesKata: boolean
  /** The one option that it knows. */
  readonly option?: keyof Given
  /** Does it; answers with the exit code. */
  readonly perform: (katas: Kata[], named: Kata | undefined, options: Given) => Promise<number>
}

const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    takesKata: false,
    option: 'deep',
    perform: async (katas, _, { deep }) => {
      return (await import('./start.ts')).learn(chosen(katas, deep), leftOut(katas, deep))
    },
  },
  list: {
    takesKata: false,
    option: 'deep',
    perform: async (katas, _, { deep }) => {
      return say(listOf(await runAll(chosen(katas, deep)), leftOut(katas, deep)))
    },
  },
  run: { takesKata: true, option: 'deep', perform: run },
  hint: {
    takesKata: true,
    option: 'deep',
    perform: async (katas, named, { deep }) => {
      return say(hint(named ?? (await firstOpen(chosen(katas, deep))).kata))
    },
  },
  time: { takesKata: true, option: 'solution', perform: demonstrate },
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
  const { words, options } = parsed(argv)
  const [name = 'start', number, ...more] = words
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Misuse(`There is no command '${name}': see npx kata help.`)
  if (number !== undefined && !command.takesKata) {
    throw new Misuse(`'kata ${name}' takes no number: see npx kata help.`)
  }
  for (const [option, given] of Object.entries(options)) {
    if (given && option !== command.option) {
      throw new Misuse(`'kata ${name}' takes no --${option}: see npx kata help.`)
    }
  }
  if (more.length > 0) throw new Misuse(`'${more[0]}' is one word too many: see npx kata help.`)
  const katas = findKatas()
  const named = number === undefined ? undefined : kataNumbered(number, katas)
  return command.perform(katas, named, options)
}

function say(text: string): number {
  console.log(text)
  return 0
}

/** The exit code is 1 while a test fails. */
async function run(katas: Kata[], named: Kata | undefined, { deep }: Given): Promise<number> {
  const result = await firstOpen(named ? [named] : chosen(katas, deep))
  console.log(failureOf(result))
  return result.passes ? 0 : 1
}

/** Of one kata: which has to be named, since it takes a while. */
async function demonstrate(katas: Kata[], named: Kata | undefined, given: Given): Promise<number> {
  if (named && hasDemonstrations(named)) return time(named, given)
  const ready = numbersOf(katas.filter(hasDemonstrations))
  throw new Misuse(
    named
      ? `Kata ${named.number} has nothing to measure: choose one of ${ready}.`
      : `Say which kata to time: one of ${ready}.`,
  )
}

/** The path; with the deep katas only where they are asked for. */
function chosen(katas: Kata[], deep: boolean): Kata[] {
  return deep ? katas : katas.filter(kata => !kata.deep)
}

function leftOut(katas: Kata[], deep: boolean): Kata[] {
  return deep ? [] : katas.filter(kata => kata.deep)
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

function parsed(argv: string[]): { words: string[]; options: Given } {
  try {
    const { positionals, values } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        deep: { type: 'boolean' },
        solution: { type: 'boolean' },
      },
    })
    const { help, deep = false, solution = false } = values
    return help
      ? { words: ['help'], options: { deep: false, solution: false } }
      : { words: positionals, options: { deep, solution } }
  } catch (error) {
    throw new Misuse(`${(error as Error).message.split('. ')[0]}: see npx kata help.`)
  }
}

function kataNumbered(number: string, katas: Kata[]): Kata {
  const kata = katas.find(
    ({ number: own, name }) => own === number.padStart(2, '0') || name === number,
  )
  if (kata) return kata
  throw new Misuse(`There is no kata '${number}': choose one of ${numbersOf(katas)}.`)
}

function numbersOf(katas: readonly Kata[]): string {
  return katas.map(({ number }) => number).join(', ')
}
