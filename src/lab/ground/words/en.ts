import { diagnoses } from './en/diagnoses.ts'
import { matchers } from './en/matchers.ts'

/** All that the lab says, in English. */
export const en = { diagnoses, matchers }
