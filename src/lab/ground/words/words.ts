import { en } from './en.ts'

/** What another language has to fill: the same facts, told by the same names. */
export type Words = typeof en

/** All that the lab says, in the language of this process. */
export const words: Words = en
