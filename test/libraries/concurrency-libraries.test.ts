import { readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findKatas, type Kata, ROOT } from '../../src/course/katas.ts'
import { type Outcome, runVariants, type Variant } from '../verdicts/runner.ts'
import { installed } from './library.ts'

// What a well-known library does is right: each stands behind the exports of some katas, and passes both test files of
// each, set to reject at the first error and unwrapped where it wraps results or errors.

const SOLUTIONS = 'test/libraries/solutions'

/** They bound tasks and gather none: around them stands a `Promise.all`, and kata 03 is about writing that. */
const GATHER_NOTHING = ['async-sema', 'async-mutex', 'fastq']

/** Finer points of 15 are about what a call has done when it returns: a semaphore that is awaited has done nothing yet. */
const IDEA_ALONE = ['15']

/** By the katas' numbers: the folder of what stands behind them. */
const FOLDERS = {
  '03': 'gathers',
  '06': 'gathers',
  '07': 'gathers',
  '13': 'timeouts',
  '15': 'queues',
}

const katas = new Map(
  findKatas().flatMap(kata => {
    const folder = (FOLDERS as Readonly<Record<string, string>>)[kata.number]
    const fits = ({ name }: Variant) => kata.number !== '03' || !GATHER_NOTHING.includes(name)
    return folder ? [[kata, variantsIn(`${SOLUTIONS}/${folder}`).filter(fits)] as const] : []
  }),
)

function variantsIn(folder: string): Variant[] {
  return readdirSync(path.join(ROOT, folder)).map((file): Variant => {
    const { name } = path.parse(file)
    return { kind: 'right', name, source: `${folder}/${file}`, says: undefined }
  })
}

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
    const failed = outcome?.failed.filter(
      test => !(test.isFiner && IDEA_ALONE.includes(kata.number)),
    )
    expect(failed?.map(({ name, message }) => `${name}: ${message}`)).toEqual([])
  })
})
