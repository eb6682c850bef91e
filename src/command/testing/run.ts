import path from 'node:path'
import { PassThrough } from 'node:stream'
import { BaseSequencer, createVitest, type TestSpecification, type Vitest } from 'vitest/node'
import { isFiner, type Kata, ROOT } from '../../course/katas.ts'
import { fingerprints } from './fingerprint.ts'
import { type Ran, type Result, ToResults } from './results.ts'
import type { WarmPool } from './warm-pool.ts'

class AsAsked extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files
  }
}

/** The test runner, with the tests of some katas. */
export interface Opened {
  readonly vitest: Vitest
  readonly tests: TestSpecification[]
  readonly results: ToResults
}

/** Runs the tests of some katas once: their ideas, and the finer points of those that are solved. */
export async function runKatas(katas: readonly Kata[]): Promise<Result[]> {
  const opened = await openRunner(katas)
  const { vitest, results } = opened
  const run = async (tests: TestSpecification[]) => {
    if (tests.length > 0) await vitest.runTestSpecifications(tests)
    return tests.length > 0 ? results.latest : []
  }
  const prints = fingerprints(katas)
  const ideas = ideasIn(await run(ideaTestsOf(opened, katas)), prints)
  const all = withFiner(ideas, await run(finerTestsOf(opened, ideas)))
  await vitest.close()
  return all
}

/** The test files with the ideas of some katas. */
export function ideaTestsOf({ tests }: Opened, katas: readonly Kata[]): TestSpecification[] {
  return testsOf(katas, tests).filter(({ moduleId }) => !isFiner(moduleId))
}

/** Those with the finer points of the katas that are solved. */
export function finerTestsOf({ tests }: Opened, ideas: readonly Result[]): TestSpecification[] {
  const solved = ideas.filter(({ passes }) => passes).map(({ kata }) => kata)
  return testsOf(solved, tests).filter(({ moduleId }) => isFiner(moduleId))
}

function testsOf(katas: readonly Kata[], tests: TestSpecification[]): TestSpecification[] {
  const folders = new Set(katas.map(({ folder }) => folder))
  return tests.filter(({ moduleId }) => folders.has(path.dirname(path.resolve(moduleId))))
}

/**
 * What a run of ideas says of each kata.
 *
 * @param prints taken before it began: what is saved during a run may have been in it, or not
 */
export function ideasIn(ran: readonly Ran[], prints: ReadonlyMap<Kata, string>): Result[] {
  return ran
    .filter(({ isFiner }) => !isFiner)
    .map(({ kata, part }) => ({ kata, ...part, finer: undefined, restsOn: prints.get(kata) }))
}

/** The same results with what a run of finer points says. */
export function withFiner(results: readonly Result[], ran: readonly Ran[]): Result[] {
  const finer = new Map(ran.filter(({ isFiner }) => isFiner).map(({ kata, part }) => [kata, part]))
  return results.map(result => ({ ...result, finer: finer.get(result.kata) ?? result.finer }))
}

/** Signals at which the test runner would end the process in a ms: a session has something to close first. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Creates something, and takes away what it has made listen to signals. */
async function keepingSignals<T>(create: () => Promise<T>): Promise<T> {
  const before = new Set<unknown>(SIGNALS.flatMap(signal => process.listeners(signal)))
  const created = await create()
  for (const signal of SIGNALS) {
    for (const listener of process.listeners(signal)) {
      if (!before.has(listener)) process.off(signal, listener)
    }
  }
  return created
}

/**
 * @param pool where the runner's processes come from; by default it starts its own
 * @param onEnd is told when the ideas of a kata have ended
 */
export async function openRunner(
  katas: readonly Kata[],
  pool?: WarmPool,
  onEnd?: (kata: Kata) => void,
): Promise<Opened> {
  const results = new ToResults(katas, onEnd)
  const options = {
    root: ROOT,
    project: ['katas'],
    watch: false,
    // Nothing is to be remembered but what the tests say now.
    cache: false as const,
    // In the order that is asked for: what somebody looks at comes first.
    sequence: { sequencer: AsAsked },
    reporters: [results],
    ...(pool ? { pool } : {}),
  }
  // The test runner has keys and a screen of its own; here the terminal is ours alone.
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  streams.stdout.resume()
  streams.stderr.resume()
  const create = () => createVitest('test', options, {}, streams as never)
  const vitest = await (pool ? keepingSignals(create) : create())
  const files = katas.flatMap(({ folder, tests }) => tests.map(test => path.join(folder, test)))
  return { vitest, tests: await vitest.globTestSpecifications(files), results }
}
