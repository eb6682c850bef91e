import { en } from './en.ts'

/** Any text, not the very one: another language fills the same places, and is told the same facts. */
type Widened<T> = T extends string
  ? string
  : T extends (...facts: infer Facts) => string
    ? (...facts: Facts) => string
    : { readonly [Key in keyof T]: Widened<T[Key]> }

/** All that the grader says to people. */
export type Words = Widened<typeof en>

export const words: Words = en
