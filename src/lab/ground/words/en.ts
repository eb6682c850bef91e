import { diagnoses } from './en/diagnoses.ts'

/** All that the lab says, in English. */
export const en = { diagnoses }
