import { setTimeout } from 'node:timers/promises'
import type { TestSpecification } from 'vitest/node'
import type { Kata } from '../../course/katas.ts'
import { fingerprints } from './fingerprint.ts'
import { type Early, earlyFailure, type Ran, type Result } from './results.ts'
import { finerTestsOf, ideasIn, ideaTestsOf, type Opened, openRunner, withFiner } from './run.ts'
import { takeStopped } from './stopped.ts'
import { WarmPool } from './warm-pool.ts'

/** How long a run may go on that nobody waits for any more, in ms: most are over by then. */
const PATIENCE = 300

/** What is heard of a run before its results are there. */
export interface Listener {
  /** The first failure of a kata. */
  failed(early: Early): void
  /** The ideas of a kata have ended. */
  ended(kata: Kata): void
}

/**
 * Runs the tests of katas again and again, in a process that is ready before it is needed. A newer run takes
 * the place of one that is under way.
 */
export class Runner {
  readonly #pool: WarmPool
  readonly #opened: Opened
  #latest = 0
  /** The run that is under way. */
  #running: Promise<unknown> | undefined

  private constructor(pool: WarmPool, opened: Opened) {
    this.#pool = pool
    this.#opened = opened
  }

  static async open(katas: readonly Kata[], { failed, ended }: Listener): Promise<Runner> {
    const pool = new WarmPool(message => {
      const early = earlyFailure(katas, message)
      if (early) failed(early)
    })
    return new Runner(pool, await openRunner(katas, pool, ended))
  }

  /**
   * Runs the ideas of some katas, after some files have changed.
   *
   * @returns the results; nothing where a newer run has taken its place
   */
  async run(katas: readonly Kata[], changed: readonly string[]): Promise<Result[] | undefined> {
    const mine = ++this.#latest
    await this.#giveWay()
    if (mine !== this.#latest) return undefined
    for (const file of changed) this.#opened.vitest.invalidateFile(file)
    // Of a run that has given way nobody wants to know why it was stopped.
    for (const kata of katas) for (const test of kata.tests) takeStopped(kata, test)
    const prints = fingerprints(katas)
    const ran = await this.#runTests(ideaTestsOf(this.#opened, katas))
    return mine === this.#latest ? ideasIn(ran, prints) : undefined
  }

  /**
   * Runs the finer points of those among the latest results that are solved.
   *
   * @returns the same results with them; nothing where a newer run has taken its place
   */
  async runFiner(results: readonly Result[]): Promise<Result[] | undefined> {
    const mine = this.#latest
    const tests = finerTestsOf(this.#opened, results)
    const ran = tests.length > 0 ? await this.#runTests(tests) : []
    return mine === this.#latest ? withFiner(results, ran) : undefined
  }

  async #runTests(tests: TestSpecification[]): Promise<readonly Ran[]> {
    const { vitest, results } = this.#opened
    this.#running = vitest.rerunTestSpecifications(tests)
    await this.#running
    this.#running = undefined
    return results.latest
  }

  async close(): Promise<void> {
    this.#latest++
    this.#pool.close()
    await this.#giveWay()
    await this.#opened.vitest.close()
  }

  /** Waits for the end of the run that is under way; not for long. */
  async #giveWay(): Promise<void> {
    for (;;) {
      const ends = this.#running?.then(() => 'over')
      if (!ends || (await Promise.race([ends, setTimeout(PATIENCE)])) === 'over') return
      this.#pool.stop()
    }
  }
}
