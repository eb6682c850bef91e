import type { Form } from '../../course/words/words.ts'
import { en } from './en.ts'

/** What any language has to say. */
export type Words = Form<typeof en>

export const words: Words = en
