import type { Form } from '../../course/words/words.ts'
import { en } from './en.ts'

/** All that the grader says to people. */
export type Words = Form<typeof en>

export const words: Words = en
