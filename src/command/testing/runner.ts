import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Kata } from '../../course/katas.ts'
import { type Early, earlyFailure, type Result } from './results.ts'
import { type Opened, openRunner } from './run.ts'
import { takeStopped } from './stopped.ts'
import { WarmPool } from './warm-pool.ts'

/** How long a run may go on that nobody waits for any more, in ms: most are over by then. */
const PATIENCE = 300

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

  /** @param onFailure gets the first failure of a kata as soon as it is known */
  static async open(katas: readonly Kata[], onFailure: (early: Early) => void): Promise<Runner> {
    const pool = new WarmPool(message => {
      const early = earlyFailure(katas, message)
      if (early) onFailure(early)
    })
    return new Runner(pool, await openRunner(katas, pool))
  }

  /**
   * Runs the tests of some katas, after some files have changed.
   *
   * @returns the results; nothing where a newer run has taken its place
   */
  async run(katas: readonly Kata[], changed: readonly string[]): Promise<Result[] | undefined> {
    const mine = ++this.#latest
    await this.#giveWay()
    if (mine !== this.#latest) return undefined
    const { vitest, tests, results } = this.#opened
    for (const file of changed) vitest.invalidateFile(file)
    // Of a run that has given way nobody wants to know why it was stopped.
    for (const kata of katas) takeStopped(kata)
    const folders = new Set(katas.map(({ folder }) => folder))
    const chosen = tests.filter(({ moduleId }) => folders.has(path.dirname(path.resolve(moduleId))))
    this.#running = vitest.rerunTestSpecifications(chosen, chosen.length === tests.length)
    await this.#running
    this.#running = undefined
    return mine === this.#latest ? results.latest : undefined
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
