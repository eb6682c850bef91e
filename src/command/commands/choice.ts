import type { Kata } from '../../course/katas.ts'
import { remember } from '../../course/progress.ts'
import type { Result } from '../testing/results.ts'
import { words } from '../words/words.ts'
import { type Call, Misuse } from './command.ts'

// Which katas a command is about.

/** The path; with the deep katas only where they are asked for. */
export function chosen({ katas, given }: Call): Kata[] {
  return given.deep ? katas : katas.filter(kata => kata.section !== 'deep')
}

export function leftOut({ katas, given }: Call): Kata[] {
  return given.deep ? [] : katas.filter(kata => kata.section === 'deep')
}

/** The kata that was named, for what is done to one at a time. */
export function theOne({ katas, named }: Call, command: string): Kata {
  if (named) return named
  throw new Misuse(words.usage.needsKata(command, numbersOf(katas)))
}

export function kataNumbered(number: string, katas: Kata[]): Kata {
  const kata = katas.find(
    ({ number: own, name }) => own === number.padStart(2, '0') || name === number,
  )
  if (kata) return kata
  throw new Misuse(words.usage.unknownKata(number, numbersOf(katas)))
}

export function numbersOf(katas: readonly Kata[]): string[] {
  return katas.map(({ number }) => number)
}

/** The first kata that is not done; the last one where all are. */
export async function firstOpen(
  katas: Kata[],
  isDone: (result: Result) => boolean,
): Promise<Result> {
  const results = await runAll(katas)
  return (results.find(result => !isDone(result)) ?? results.at(-1)) as Result
}

/** The test runner takes a moment to load: only what needs it waits for it. */
export async function runAll(katas: Kata[]): Promise<Result[]> {
  const { runKatas } = await import('../testing/run.ts')
  const results = await runKatas(katas)
  remember(results, sentence => console.error(sentence))
  return results
}
