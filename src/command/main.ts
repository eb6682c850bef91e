import { parseArgs } from 'node:util'
import { findKatas, type Kata } from '../course/katas.ts'
import { NotKept, remember } from '../course/store.ts'
import { hasDemonstrations } from './one-kata/demonstrations.ts'
import { hint } from './one-kata/hint.ts'
import { comparisonOf, predict } from './one-kata/predict.ts'
import { reset } from './one-kata/reset.ts'
import { differences } from './one-kata/solution.ts'
import { time } from './one-kata/time.ts'
import { failureOf, listOf } from './screen/screen.ts'
import { ownTerminal } from './session/terminal.ts'
import type { Result } from './testing/results.ts'

const USAGE = `Usage: npx kata [command]

  (none)       the list, and the first kata that fails; again on every save
  list         the katas and how many of their tests pass
  run [NN]     one kata's tests once; without NN, the first that does not pass
  hint [NN]    the next hint for a kata
  predict NN   a kata's question; what you write after NN is your answer
  solution NN  how the solution differs from yours, once your tests pass; or
               before that, with --spoil
  reset NN     a kata's skeleton again; what you have written is kept
  time NN      a kata's demonstration on the real clock; of the solution, with
               --solution
  grade DIR... submissions, for instructors: see npx kata grade --help
  help         this text

The deep katas are left out where you name none; --deep takes them in. Where
nothing happens on save, npx kata --poll looks at the files itself. For a screen
reader: npx kata --plain, which has words in place of pictures.`

/** The options that were given. */
interface Given {
  readonly deep: boolean
  readonly solution: boolean
  readonly spoil: boolean
  readonly poll: boolean
  readonly plain: boolean
}

const NOTHING_GIVEN: Given = {
  deep: false,
  solution: false,
  spoil: false,
  poll: false,
  plain: false,
}

interface Command {
  /** Whether a kata may be named after it. */
  readonly takesKata: boolean
  /** Whether words of any kind may come after the kata. */
  readonly takesWords?: boolean
  /** The options that it knows. */
  readonly options?: readonly (keyof Given)[]
  /** Does it; answers with the exit code. */
  readonly perform: (
    katas: Kata[],
    named: Kata | undefined,
    options: Given,
    words: readonly string[],
  ) => Promise<number>
}

const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    takesKata: false,
    options: ['deep', 'poll', 'plain'],
    perform: async (katas, _, { deep, poll, plain }) => {
      const lessons = { katas: chosen(katas, deep), leftOut: leftOut(katas, deep), poll, plain }
      return (await import('./session/lesson.ts')).learn(lessons, ownTerminal(plain))
    },
  },
  list: {
    takesKata: false,
    options: ['deep'],
    perform: async (katas, _, { deep }) => {
      return say(listOf(await runAll(chosen(katas, deep)), leftOut(katas, deep)))
    },
  },
  run: { takesKata: true, options: ['deep', 'plain'], perform: run },
  hint: {
    takesKata: true,
    options: ['deep'],
    perform: async (katas, named, { deep }) => {
      return say(hint(named ?? (await firstOpen(chosen(katas, deep))).kata))
    },
  },
  predict: {
    takesKata: true,
    takesWords: true,
    perform: async (katas, named, _, words) => {
      const { code, text } = await predict(theOne(katas, named, 'predict'), words)
      return code === 0 ? say(text) : refuse(text, code)
    },
  },
  solution: { takesKata: true, options: ['spoil'], perform: showSolution },
  reset: {
    takesKata: true,
    perform: async (katas, named) => say(reset(theOne(katas, named, 'reset'))),
  },
  time: { takesKata: true, options: ['solution'], perform: demonstrate },
  help: { takesKata: false, perform: async () => say(USAGE) },
}

/** A mistake in how the command was called: one sentence, exit code 2. */
class Misuse extends Error {}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Misuse || error instanceof NotKept)) throw error
  process.exitCode = refuse(error.message, error instanceof Misuse ? 2 : 1)
}

async function main(argv: string[]): Promise<number> {
  // It has options of its own, and takes any number of words.
  if (argv[0] === 'grade') return (await import('../grader/command.ts')).grade(argv.slice(1))
  const { words, options } = parsed(argv)
  const [name = 'start', number, ...more] = words
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Misuse(`There is no command '${name}': see npx kata help.`)
  if (number !== undefined && !command.takesKata) {
    throw new Misuse(`'kata ${name}' takes no number: see npx kata help.`)
  }
  for (const [option, given] of Object.entries(options)) {
    if (given && !command.options?.includes(option as keyof Given)) {
      throw new Misuse(`'kata ${name}' takes no --${option}: see npx kata help.`)
    }
  }
  if (more.length > 0 && !command.takesWords) {
    throw new Misuse(`'${more[0]}' is one word too many: see npx kata help.`)
  }
  const katas = findKatas()
  const named = number === undefined ? undefined : kataNumbered(number, katas)
  return command.perform(katas, named, options, more)
}

function say(text: string): number {
  console.log(text)
  return 0
}

function refuse(sentence: string, code: number): number {
  console.error(sentence)
  return code
}

/** The exit code is 1 while a test fails. Once all pass, it is told how good the prediction was. */
async function run(
  katas: Kata[],
  named: Kata | undefined,
  { deep, plain }: Given,
): Promise<number> {
  const result = await firstOpen(named ? [named] : chosen(katas, deep))
  console.log(failureOf(result, plain))
  const comparison = result.passes ? comparisonOf(result.kata) : undefined
  if (comparison) console.log(`${comparison}\n`)
  return result.passes ? 0 : 1
}

/** The solution is for comparing: it is shown to whoever has one, or asks for it all the same. */
async function showSolution(
  katas: Kata[],
  named: Kata | undefined,
  { spoil }: Given,
): Promise<number> {
  const kata = theOne(katas, named, 'compare')
  if (spoil) return say(differences(kata))
  const [result] = await runAll([kata])
  if (result?.passes) return say(differences(kata))
  const tests = `${result?.passed ?? 0} of ${result?.total ?? 0} tests`
  return refuse(
    `Kata ${kata.number} passes ${tests}: its solution is shown when all pass, or with --spoil.`,
    1,
  )
}

/** The kata that was named, for what is done to one at a time. */
function theOne(katas: Kata[], named: Kata | undefined, verb: string): Kata {
  if (named) return named
  throw new Misuse(`Say which kata to ${verb}: one of ${numbersOf(katas)}.`)
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
  const { runKatas } = await import('./testing/run.ts')
  const results = await runKatas(katas)
  remember(results, sentence => console.error(sentence))
  return results
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
        spoil: { type: 'boolean' },
        poll: { type: 'boolean' },
        plain: { type: 'boolean' },
      },
    })
    const { help, ...given } = values
    return help
      ? { words: ['help'], options: NOTHING_GIVEN }
      : { words: positionals, options: { ...NOTHING_GIVEN, ...given } }
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
