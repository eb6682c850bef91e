import path from 'node:path'
import { PassThrough } from 'node:stream'
import { createVitest, type TestSpecification, type Vitest } from 'vitest/node'
import { type Kata, ROOT } from '../../course/katas.ts'
import { type Result, ToResults } from './results.ts'
import type { WarmPool } from './warm-pool.ts'

/** The test runner, with the tests of some katas. */
export interface Opened {
  readonly vitest: Vitest
  readonly tests: TestSpecification[]
  readonly results: ToResults
}

/** Runs the tests of some katas once. */
export async function runKatas(katas: readonly Kata[]): Promise<Result[]> {
  const { vitest, tests, results } = await openRunner(katas)
  await vitest.runTestSpecifications(tests, true)
  await vitest.close()
  return results.latest
}

/** @param pool where the runner's processes come from; by default it starts its own */
export async function openRunner(katas: readonly Kata[], pool?: WarmPool): Promise<Opened> {
  const results = new ToResults(katas)
  const options = {
    root: ROOT,
    project: ['katas'],
    watch: false,
    // Nothing is to be remembered but what the tests say now.
    cache: false as const,
    reporters: [results],
    ...(pool ? { pool } : {}),
  }
  // The test runner has keys and a screen of its own; here the terminal is ours alone.
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  streams.stdout.resume()
  streams.stderr.resume()
  const vitest = await createVitest('test', options, {}, streams as never)
  const files = katas.flatMap(({ folder, tests }) => tests.map(test => path.join(folder, test)))
  return { vitest, tests: await vitest.globTestSpecifications(files), results }
}
