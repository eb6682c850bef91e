import { words } from './words/words.ts'

/** Checks of plain data that a test's author has written: options, routes, databases. */

/** For each property that there is: what fits, and what is wrong where it does not. */
export type Checks<Name extends string = string> = Readonly<
  Record<Name, readonly [fits: (value: unknown) => boolean, fault: string]>
>

/** What is wrong with an object's properties, in words that follow its name; nothing where they are right. */
export function faultInProperties(thing: object, checks: Checks): string | undefined {
  for (const [name, value] of Object.entries(thing)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined
    if (!check) {
      return words.routes.unknownProperty({ name, known: Object.keys(checks) })
    }
    const [fits, fault] = check
    if (value !== undefined && !fits(value)) return fault
  }
  return undefined
}

/** The fault of an answer that ends in more than one way. */
export function faultInEnd(answer: Readonly<Record<string, unknown>>): string | undefined {
  const [one, other] = ENDS.filter(end => answer[end])
  return one && other && words.routes.both({ one, other })
}

const ENDS = ['cut', 'silent', 'refused', 'unresolved'] as const

export const isFlag = (value: unknown) => typeof value === 'boolean'

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
