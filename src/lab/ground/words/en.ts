import { diagnoses } from './en/diagnoses.ts'
import { matchers } from './en/matchers.ts'
import { pictures } from './en/pictures.ts'

/** All that the lab says, in English. */
export const en = { diagnoses, matchers, pictures }
