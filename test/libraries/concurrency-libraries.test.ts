import { readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findKatas, type Kata, ROOT } from '../../src/course/katas.ts'
import { type Outcome, runVariants, type Variant } from '../verdicts/runner.ts'
import { installed } from './library.ts'

// What a well-known library does is right: each stands behind the exports of katas 03, 06 and 07, and passes both test
// files of each, set to reject at the first error and unwrapped where it wraps results or errors.

const FOLDER = 'test/libraries/solutions/gathers'

/** They bound tasks and gather none: around them stands a `Promise.all`, and kata 03 is about writing that. */
const GATHER_NOTHING = ['async-sema', 'async-mutex', 'fastq']

const variants = readdirSync(path.join(ROOT, FOLDER)).map((file): Variant => {
  const { name } = path.parse(file)
  return { kind: 'right', name, source: `${FOLDER}/${file}`, says: undefined }
})

const katas = new Map(
  findKatas()
    .filter(({ number }) => ['03', '06', '07'].includes(number))
    .map(kata => {
      const fits = ({ name }: Variant) => kata.number !== '03' || !GATHER_NOTHING.includes(name)
      return [kata, variants.filter(fits)]
    }),
)

describe.runIf(installed)('behind a kata', () => {
  let outcomes: ReadonlyMap<Kata, ReadonlyMap<Variant, Outcome>>

  beforeAll(async () => {
    outcomes = await runVariants(katas)
  })

  test.each(
    [...katas].flatMap(([kata, fitting]) =>
      fitting.map(variant => ({ kata, variant, of: kata.name, name: variant.name })),
    ),
  )('$of takes what $name does', ({ kata, variant }) => {
    const outcome = outcomes.get(kata)?.get(variant)
    expect(outcome?.broken).toBeUndefined()
    expect(outcome?.failed.map(({ name, message }) => `${name}: ${message}`)).toEqual([])
  })
})
