import { en } from './en.ts'

/** The form of some words without the words themselves, so that another language can fill it. */
export type Form<T> = T extends string
  ? string
  : T extends (...facts: infer Facts) => infer Said
    ? (...facts: Facts) => Form<Said>
    : { readonly [Key in keyof T]: Form<T[Key]> }

export type Words = Form<typeof en>

export const words: Words = en
