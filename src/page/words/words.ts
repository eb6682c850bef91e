import { en } from './en.ts'

/** What the page says. */
export const words = en
