import type { Kata } from '../../course/katas.ts'
import { keep } from '../testing/kept.ts'
import type { Result } from '../testing/results.ts'
import { words } from '../words/words.ts'
import { type Call, Misuse } from './command.ts'
import { numbersOf } from './naming.ts'

// Which katas a command is about.

/** The path; with the deep katas only where they are asked for, all of them or one by its name. */
export function chosen({ katas, named, given }: Call): Kata[] {
  return katas.filter(kata => given.deep || kata.section !== 'deep' || kata === named)
}

export function leftOut(call: Call): Kata[] {
  const taken = chosen(call)
  return call.katas.filter(kata => !taken.includes(kata))
}

/** The kata that was named, for what is done to one at a time. */
export function theOne({ katas, named }: Call, command: string): Kata {
  if (named) return named
  throw new Misuse(words.usage.needsKata(command, numbersOf(katas)))
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
  keep(results, sentence => console.error(sentence))
  return results
}
