import type { Kata } from '../../course/katas.ts'
import { fitted } from '../../course/text.ts'

/** The options that were given. */
export interface Given {
  readonly deep: boolean
  readonly solution: boolean
  readonly spoil: boolean
  readonly poll: boolean
  readonly plain: boolean
  readonly finer: boolean
  /** A name that a page may be asked for by. */
  readonly host: string | undefined
}

/** How a command was called. */
export interface Call {
  readonly katas: Kata[]
  /** The kata that was named. */
  readonly named: Kata | undefined
  readonly given: Given
  /** What else came after the command. */
  readonly words: readonly string[]
}

export interface Command {
  /** Whether a kata may be named after it. */
  readonly takesKata: boolean
  /** How many other words may come after it, after the kata if it takes one. Default: none. */
  readonly mostWords?: number
  /** The options that it knows. */
  readonly options?: readonly (keyof Given)[]
  /** Does it; answers with the exit code. */
  readonly perform: (call: Call) => Promise<number>
}

/** A mistake in how the command was called: one sentence, exit code 2. */
export class Misuse extends Error {}

export function say(text: string): number {
  console.log(text)
  return 0
}

export function refuse(sentence: string, code: number): number {
  console.error(fitted(sentence))
  return code
}
